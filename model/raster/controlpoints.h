#pragma once

#include <vector>

#include "model/raster/raster.h"

namespace calving
{

//! The ground control points of the raster \a input; none if it has none or they are not in WGS 84 degrees.
std::vector<GroundControlPoint> readControlPoints( const RasterInput &input );

} // namespace calving
