#pragma once

#include <memory>

#include "model/sar/stream/blocksource.h"
#include "model/sar/stream/readerpool.h"

namespace calving
{

//! One band of a raster file, by default of backscatter, as the first stage of a chain.
class RasterSource : public BlockSource
{
public:
  //! Throws Error as RasterReader does, or if there is no band \a band (from 1).
  explicit RasterSource( const RasterInput &input, int band = 1,
                         RasterContent content = RasterContent::Backscatter );

  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const Window &window, float *values ) const override;

private:
  mutable ReaderPool mPool;
  int mBand;
  int mWidth = 0;
  int mHeight = 0;
};

} // namespace calving
