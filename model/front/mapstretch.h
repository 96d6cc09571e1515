#pragma once

#include <string>

#include "model/raster/raster.h"

namespace calving
{

//! Length on the map over length on the ground at the middle of \a grid, as 2.9 for Web Mercator at 70° N; 1
//! where the map's system is geographic or unknown.
double mapStretch( const RasterGrid &grid );

//! A warning where lengths on the map of the raster \a path differ from those on the ground by more than 5 %,
//! which measures in metres then do, too; empty otherwise.
std::string stretchWarning( const RasterGrid &grid, const std::string &path );

} // namespace calving
