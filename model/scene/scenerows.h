#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "model/raster/raster.h"
#include "model/scene/axisweights.h"
#include "model/scene/valuescaling.h"

namespace calving
{

/**
 * A scene as the network sees it, row by row from the top: values scaled to 0 .. 1, then resampled.
 *
 * Scaled first, so that the result does not depend on how the scene is stored. Pixels without data are left
 * out of the means; a row holds NaN where there is nothing else. Only the rows asked for are in memory. A
 * window holds the same values as the whole has there.
 */
class SceneRows
{
public:
  //! What is read of the scene, and the size it is resampled to.
  struct Source
  {
    int band = 1;
    ValueScaling scaling;
    int width = 0;
    int height = 0;
    //! The part of that which is wanted; the whole where it is empty.
    Window window = {};
  };

  /**
   * \a reader must outlive this object. \a receiveMask, if any, gets each row of the scene once, in order, as
   * it is read: not 0 where the scene has data. REQUIRES: no receiveMask for a part of the scene.
   */
  SceneRows( const RasterReader &reader, const Source &source,
             std::function<void( std::vector<std::uint8_t> mask )> receiveMask = {} );

  //! Makes rows \a first to \a last (resampled, counted from the window's top) available and forgets those
  //! before. REQUIRES: \a first never decreases.
  void advance( int first, int last );
  //! Reads the rest of the scene, for its mask.
  void finish();

  //! REQUIRES: the row is available.
  const std::vector<float> &row( int y ) const { return mRows[y - mFirstRow]; }

private:
  //! A row of the scene, resampled along x: sum of weighted values, and sum of the weights.
  struct Line
  {
    std::vector<float> sum;
    std::vector<float> weight;
  };

  void readChunk();
  Line resampled( const float *values ) const;
  std::vector<float> combined( const AxisWeights::Pixel &pixel ) const;

  const RasterReader &mReader;
  Source mSource;
  AxisWeights mColumns;
  AxisWeights mLines;
  std::function<void( std::vector<std::uint8_t> )> mReceiveMask;
  //! Columns of the scene that count, and the row after the last that does.
  int mLeft = 0;
  int mRight = 0;
  int mBottom = 0;
  std::deque<Line> mRead;
  int mFirstRead = 0;
  int mNextRead = 0;
  std::deque<std::vector<float>> mRows;
  int mFirstRow = 0;
};

} // namespace calving
