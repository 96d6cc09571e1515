#pragma once

#include <string>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

//! The ground control points of the raster \a path; none if it has none or they are not in WGS 84 degrees.
std::vector<GroundControlPoint> readControlPoints( const std::string &path );

} // namespace calving
