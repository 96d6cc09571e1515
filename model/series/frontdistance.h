#pragma once

#include <array>
#include <vector>

#include "model/front/tracefronts.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * For each of \a fronts the mean distance in metres, along it, to the nearest of \a others; not-a-number
 * where there are none.
 *
 * Both in the coordinates of \a grid, whose pixels have the sides \a pixelMetres (x, y); measured at points
 * at most half a pixel apart.
 */
std::vector<double> meanDistances( const std::vector<FrontLine> &fronts, const std::vector<FrontLine> &others,
                                   const RasterGrid &grid, const std::array<double, 2> &pixelMetres );

} // namespace calving
