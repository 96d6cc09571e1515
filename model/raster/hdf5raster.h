#pragma once

#include <string>

#include <gdal_priv.h>

namespace calving
{

/**
 * \a raster, or, where GDAL's HDF5 driver opened it, the same variable as the netCDF driver reads it.
 *
 * Products in HDF5 state place, scale, offset and unit as the CF conventions say, which the HDF5 driver of
 * GDAL hands on as metadata and does not heed. What the netCDF driver cannot open stays as it is. Throws
 * Error, naming the raster \a path, where that has a scale or an offset.
 */
GDALDatasetUniquePtr asCfVariable( GDALDatasetUniquePtr raster, const std::string &path );

} // namespace calving
