#pragma once

#include <cstdint>
#include <vector>

#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

/**
 * \a zones, which lie on \a from, at the centres of the pixels of \a to, row by row: the nearest, and class 0
 * (not available) outside.
 *
 * REQUIRES: both are georeferenced. Throws Error if there is no way between their coordinate reference
 * systems.
 */
std::vector<std::uint8_t> zonesOnGrid( const RunLengthImage &zones, const RasterGrid &from,
                                       const RasterGrid &to );

//! \a zones, row by row, as such an image.
RunLengthImage zoneImage( const std::vector<std::uint8_t> &zones, int width );

} // namespace calving
