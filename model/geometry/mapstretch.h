#pragma once

#include <array>
#include <string>

#include "model/raster/raster.h"

namespace calving
{

//! Length on the map over length on the ground at \a place (map coordinates of \a crs, well-known text), as
//! 2.9 for Web Mercator at 70° N, in the direction in which it differs more; 1 where the map's system is
//! geographic or unknown.
double mapStretch( const std::string &crs, const std::array<double, 2> &place );

//! Whether lengths on the map differ from those on the ground by more than 5 %, so that metres there are
//! none.
bool isStretched( double mapStretch );

//! mapStretch() at the middle of \a grid.
double mapStretch( const RasterGrid &grid );

//! A warning where lengths on the map of the raster \a path are stretched, as measures in metres then are,
//! too; empty otherwise.
std::string stretchWarning( const RasterGrid &grid, const std::string &path );

} // namespace calving
