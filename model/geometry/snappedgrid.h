#pragma once

#include <string>
#include <vector>

#include "model/geometry/dateline.h"
#include "model/raster/raster.h"

namespace calving
{

//! The rectangle round \a places; left > right where there are none.
Extent extentOf( const std::vector<std::array<double, 2>> &places );

/**
 * The grid of pixels of \a size (units of \a crs, well-known text) that holds \a extent.
 *
 * Its borders are multiples of the size, so that grids of one size lie on one another. Throws Error, a
 * sentence that says how large it would be, beyond 200,000 pixels a side.
 */
RasterGrid snappedGrid( const Extent &extent, const std::string &crs, double size );

} // namespace calving
