#pragma once

#include <string>

#include <gdal_priv.h>

namespace calving
{

//! The unit of heights, as a raster states it.
struct HeightUnit
{
  //! Empty where nothing states it; then it is the metre.
  std::string name;
  double metres = 1;
};

/**
 * The unit that \a band states, else the vertical part of the coordinate reference system of \a dataset.
 *
 * Throws Error, naming the raster \a path, for a unit that is none of length.
 */
HeightUnit heightUnit( GDALDataset &dataset, GDALRasterBand &band, const std::string &path );

} // namespace calving
