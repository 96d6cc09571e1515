#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

//! Points (map coordinates of \a crs, empty: those of \a grid) along the outline of \a grid, so dense that
//! the rectangle around them covers it. Throws Error where there is no way to that system.
std::vector<std::array<double, 2>> outlineOf( const RasterGrid &grid, const std::string &crs );

//! The pixels of \a grid that the rectangle around the points \a outline (its map coordinates) touches, and
//! \a margin more on each side, as far as there are any; none where it lies elsewhere.
Window windowAround( const std::vector<std::array<double, 2>> &outline, const RasterGrid &grid, int margin );

} // namespace calving
