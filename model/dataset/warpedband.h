#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

//! A band (from 1) of a raster file; 0: none.
struct BandSource
{
  RasterInput raster;
  int band = 0;
  RasterContent content = RasterContent::Values;
};

enum class BandContent
{
  //! Measured values: interpolated linearly or, where pixels become larger, averaged.
  Values,
  //! Classes: the nearest pixel.
  Classes
};

/**
 * One band as it looks on another grid, computed window by window.
 *
 * A band whose pixels lie on the grid already is copied as it is.
 */
class WarpedBand
{
public:
  //! Throws Error, naming the file, if it cannot be read or brought to \a grid.
  WarpedBand( const BandSource &source, const RasterGrid &grid, BandContent content );
  ~WarpedBand();
  WarpedBand( WarpedBand && ) noexcept;

  //! The pixels of \a window of the grid; not-a-number where there is no data.
  std::vector<float> read( const Window &window ) const;

private:
  struct Datasets;
  std::unique_ptr<Datasets> mDatasets;
};

} // namespace calving
