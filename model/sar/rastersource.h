#pragma once

#include <memory>
#include <string>

#include "model/sar/blocksource.h"

namespace calving
{

/**
 * One band of a raster file as the first stage of a chain; its no-data value and NaN become NaN.
 *
 * Reads from several threads at once through one open file each, except inside a .zip, where a single file is
 * read in turns, because jumping about in a compressed stream costs more than waiting.
 */
class RasterSource : public BlockSource
{
public:
  //! Throws Error if \a path is not a raster that GDAL reads, or has no band \a band (from 1).
  explicit RasterSource( const std::string &path, int band = 1 );
  ~RasterSource() override;

  using BlockSource::read;
  int width() const override;
  int height() const override;
  void read( const Window &window, float *values ) const override;

private:
  struct Pool;
  std::unique_ptr<Pool> mPool;
};

} // namespace calving
