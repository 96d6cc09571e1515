#pragma once

#include <memory>
#include <optional>
#include <string>

#include "model/sar/stream/blocksource.h"
#include "model/sar/stream/readerpool.h"

namespace calving
{

//! One band of a raster file as the first stage of a chain; its no-data value and NaN become NaN.
class RasterSource : public BlockSource
{
public:
  //! Throws Error if \a input is not a raster that GDAL reads, or has no band \a band (from 1).
  explicit RasterSource( const RasterInput &input, int band = 1 );

  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const Window &window, float *values ) const override;

private:
  mutable ReaderPool mPool;
  int mBand;
  int mWidth = 0;
  int mHeight = 0;
  std::optional<float> mNoData;
};

} // namespace calving
