#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/geometry/drawnpolygons.h"
#include "model/geometry/polygonraster.h"

namespace calving
{

//! A polygon that someone digitised, and the class (see Zone) of what lies in it.
struct ZonePolygon
{
  std::uint8_t zone = 0;
  //! Name of the one raster (file name without extension) it belongs to; empty: every raster it lies on.
  std::string scene;
  WellKnownBinary shape;

  bool isOf( const std::string &raster ) const { return scene.empty() || scene == raster; }
};

//! A front line that someone drew, of the raster \a scene.
struct DrawnFront
{
  std::string scene;
  WellKnownBinary shape;
};

//! Labels as someone drew them, and their coordinate reference system as WKT.
struct ZonePolygons
{
  std::vector<ZonePolygon> polygons;
  std::string crs;
  //! Lines that go with the polygons, in the same system; only the check (checkLabels()) asks for them.
  std::vector<DrawnFront> fronts = {};
};

/**
 * The polygons of the raster \a scene on its \a grid, or on another of its place; empty where none lies there.
 *
 * Pixels outside all of them are not available; where they overlap, the later one counts. Throws Error as
 * PolygonPlacer does.
 */
PolygonRaster zonesOn( const RasterGrid &grid, const ZonePolygons &zones, const std::string &scene );

} // namespace calving
