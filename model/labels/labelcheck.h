#pragma once

#include <string>
#include <vector>

#include "model/geometry/zonepolygons.h"

namespace calving
{

/**
 * What is doubtful of the labels of the raster \a scene, which lies on \a grid: sentences that name it.
 *
 * No glacier or no ocean; glacier and ocean that do not touch, so that there is no front; areas that overlap
 * others of another class; pixels between areas that belong to none; and lines of \a zones.fronts that do not lie
 * on the border of ocean and glacier. Empty where nothing is. Looks at 4 million pixels at most, larger ones of
 * a larger raster. Throws Error as PolygonPlacer does.
 */
std::vector<std::string> checkLabels( const RasterGrid &grid, const ZonePolygons &zones,
                                      const std::string &scene );

} // namespace calving
