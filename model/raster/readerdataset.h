#pragma once

#include <gdal_priv.h>

#include "model/raster/raster.h"

namespace calving
{

/**
 * One band of a RasterReader for GDAL's own algorithms (warping, resampling): values as the reader gives
 * them, with not-a-number as the declared "no data".
 *
 * What the reader throws becomes a failure of GDAL's with the same sentence.
 */
GDALDatasetUniquePtr asDataset( RasterReader reader, int band );

} // namespace calving
