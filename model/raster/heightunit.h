#pragma once

#include <string>

#include <gdal_priv.h>

#include "model/raster/rasterinput.h"

namespace calving
{

//! The unit of heights, as a raster states it.
struct HeightUnit
{
  //! Empty where nothing states it; then it is the metre.
  std::string name;
  //! Negative where heights count downwards.
  double metres = 1;
};

/**
 * The unit that \a band states, else the vertical part of the coordinate reference system: of the one that
 * the user set for \a input if it has one, else of that of \a dataset, which was opened of it. The same
 * system says whether heights count downwards.
 *
 * Throws Error, naming the raster, for a unit that is none of length.
 */
HeightUnit heightUnit( GDALDataset &dataset, GDALRasterBand &band, const RasterInput &input );

//! What users are told of a \a unit of the raster \a path that is not the metre; empty for the metre.
std::string unitRemark( const HeightUnit &unit, const std::string &path );

} // namespace calving
