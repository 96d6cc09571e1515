#pragma once

#include <vector>

#include "model/geometry/mappolygon.h"
#include "model/geometry/nearestsegment.h"
#include "model/labels/zoneimage.h"

namespace calving
{

//! An area of one class, in the coordinates of the grid it was outlined on.
struct ZoneOutline
{
  std::uint8_t zone = 0;
  MapPolygon polygon;
};

/**
 * The areas of \a image, each connected region (4 neighbours) of rock, glacier and ocean for itself.
 *
 * Borders that two areas share are the same line in both, thinned by at most \a tolerance pixels (Douglas and
 * Peucker 1973), so that neither gaps nor overlaps open. What is not available has no area. Throws Error where
 * GEOS cannot.
 */
std::vector<ZoneOutline> outlinesOf( const ZoneImage &image, double tolerance );

/**
 * The calving fronts between glacier and ocean of \a image by the rule of the CaFFe benchmark, as smooth lines
 * in the coordinates of its grid; those of fewer than \a leastPixels pixels are left out.
 */
std::vector<std::vector<Point>> frontsOf( const ZoneImage &image, double leastPixels );

} // namespace calving
