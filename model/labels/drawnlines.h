#pragma once

#include <string>
#include <vector>

#include "model/geometry/drawnpolygons.h"
#include "model/geometry/nearestsegment.h"
#include "model/geometry/zonepolygons.h"

namespace calving
{

/**
 * The lines of a geometry, in the coordinate reference system \a crs (well-known text), as pixels of \a grid:
 * the centre of the first one is (0.5, 0.5).
 *
 * Lines may lie anywhere, the image too; without a system on either side coordinates stay as they are. Points
 * that the map of the grid cannot show are left out. Empty where \a shape holds no line. Throws Error, a
 * sentence about \a what, where it is damaged.
 */
std::vector<std::vector<Point>> linesOn( const RasterGrid &grid, const WellKnownBinary &shape,
                                         const std::string &crs, const std::string &what );

//! 1 at the pixels of \a grid through which a front of \a zones goes that was drawn for the raster \a scene,
//! row by row; empty where there is none. Throws Error as linesOn() does.
std::vector<std::uint8_t> frontOn( const RasterGrid &grid, const ZonePolygons &zones,
                                   const std::string &scene );

} // namespace calving
