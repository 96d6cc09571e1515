#pragma once

#include "model/geometry/maptransform.h"
#include "model/sar/stream/blocksource.h"
#include "model/sar/stream/readerpool.h"
#include "model/sar/terrain/lattice.h"

namespace calving
{

//! A raster as a mask on a map grid: 1 at the pixels whose centres lie in a pixel that is neither 0 nor "no
//! data".
class MaskRaster : public BlockSource
{
public:
  //! Throws Error if the raster \a input cannot be read or does not say where it lies, and as
  //! requireClearMask() does.
  MaskRaster( const RasterInput &input, const RasterGrid &grid );

  using BlockSource::read;
  int width() const override { return mGrid.width; }
  int height() const override { return mGrid.height; }
  void read( const Window &window, float *values ) const override;

private:
  //! Columns and rows of the raster, one after the other, at the pixels of \a window.
  std::vector<double> positions( const Window &window ) const;

  mutable ReaderPool mPool;
  RasterGrid mRaster;
  GroundGrid mGrid;
  MapTransform mToRaster;
};

/**
 * Throws Error, naming mask and value, where \a mask, of a few classes 0, 1, ..., also holds the greatest
 * number of a type or one below 0: a "no data" that nothing declares. 255 beside 0 alone, as pictures have
 * masks, is inside. Reads all of it.
 */
void requireClearMask( const RasterReader &mask );

//! 1 at the pixels of \a window of \a mask that are neither 0 nor "no data", else 0. Throws Error, naming the
//! mask, for -999 and less and 1e30 and more, whatever else it holds. REQUIRES: requireClearMask().
std::vector<std::uint8_t> insideMask( const RasterReader &mask, const Window &window );

//! The grid of \a mask. Throws Error if it does not say where it lies.
const RasterGrid &placedGrid( const RasterReader &mask );

} // namespace calving
