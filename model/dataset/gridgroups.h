#pragma once

#include <vector>

#include "model/raster/raster.h"

namespace calving
{

/**
 * The number of the group of each of \a grids: grids that overlap, also through others, are in one group.
 *
 * Grids may have different coordinate reference systems (well-known text, or codes such as “EPSG:3413”). Of a
 * grid that is turned on another's map the rectangle around it counts, so that some that nearly touch are
 * taken for overlapping; grids without a common map never overlap.
 */
std::vector<int> groupsOfOverlap( const std::vector<RasterGrid> &grids );

} // namespace calving
