#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/geometry/mappolygon.h"

namespace calving
{

/**
 * The polygons of a geometry (\a wkb: well-known binary) as plain ones, in its own coordinates.
 *
 * Arcs become straight edges that stay within a ten-thousandth of their radius; heights and measures are
 * dropped; multi-polygons, surfaces and collections taken apart, without their lines and points. Outlines
 * that cross themselves are made valid, what has no area is dropped. \a turn: 360 degrees in the unit of the
 * coordinates where these are longitudes, which then run on beyond 180 degrees where a polygon crosses the
 * date line, whether or not it was split there (see unwrap()); 0 for others.
 *
 * Throws Error, a sentence about \a what ("A polygon of the area"), if the geometry is damaged or has no
 * polygon with an area.
 */
std::vector<MapPolygon> straightPolygons( const std::vector<std::uint8_t> &wkb, double turn,
                                          const std::string &what );

} // namespace calving
