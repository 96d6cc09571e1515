#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "model/extract/blendrows.h"
#include "model/raster/raster.h"

namespace calving
{

//! The rasters that a segmentation fills, all on the scene's grid; null where not wanted.
struct SegmentOutputs
{
  //! Byte: the most probable class (enum Zone); 0 where the scene has no data.
  RasterWriter *zones = nullptr;
  //! Float: the probability of that class; NaN where the scene has no data.
  RasterWriter *confidence = nullptr;
  //! Float, one band per class; NaN where the scene has no data.
  RasterWriter *probabilities = nullptr;
};

/**
 * Brings class probabilities from the network's grid back to the scene's and writes what comes of them.
 *
 * Probabilities are interpolated between the centres of the network's pixels, then the most probable class is
 * taken. Rows go to disk in strips as tall as the blocks of the files.
 */
class ClassRows : public ProbabilityReceiver
{
public:
  //! Sizes of the two grids, and the number of classes.
  struct Shape
  {
    int width = 0;
    int height = 0;
    int networkWidth = 0;
    int networkHeight = 0;
    int classes = 4;
  };

  //! \a nextMask returns the scene's next row of mask: not 0 where it has data.
  ClassRows( const Shape &shape, const SegmentOutputs &outputs,
             std::function<std::vector<std::uint8_t>()> nextMask );

  //! Takes the next row of the network's grid. Throws Error if the disk does not accept what follows from it.
  void receive( const ProbabilityRow &row ) override;
  //! Writes what is left. REQUIRES: all rows were received.
  void finish() override;
  //! For each class, in how many pixels with data it is the most probable one.
  const std::vector<std::int64_t> &classPixels() const { return mClassPixels; }

private:
  //! Between which two old pixels a new one lies, and how far along.
  struct Place
  {
    int first = 0;
    int second = 0;
    float fraction = 0;
  };

  static std::vector<Place> places( int pixels, int networkPixels );
  void writeRow( const Place &place );
  void decide( bool hasData, std::size_t target );
  float interpolate( const Place &row, const Place &column );
  void writeStrip();

  Shape mShape;
  SegmentOutputs mOutputs;
  std::function<std::vector<std::uint8_t>()> mNextMask;
  std::vector<Place> mColumns;
  std::vector<Place> mLines;
  std::deque<ProbabilityRow> mHeld;
  int mFirstHeld = 0;
  int mReceived = 0;
  int mNextLine = 0;
  int mStripStart = 0;
  std::vector<float> mPixel;
  std::vector<std::int64_t> mClassPixels;
  std::vector<std::uint8_t> mZones;
  std::vector<float> mConfidence;
  std::vector<std::vector<float>> mProbabilities;
};

} // namespace calving
