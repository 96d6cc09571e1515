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
};

//! Polygons and their coordinate reference system as WKT.
struct ZonePolygons
{
  std::vector<ZonePolygon> polygons;
  std::string crs;
};

//! Those of \a zones that belong to the raster \a scene on \a grid; outside all of them not available. Throws
//! Error where a polygon cannot be brought to it (see PolygonPlacer).
PolygonRaster zoneRaster( const ZonePolygons &zones, const std::string &scene, const RasterGrid &grid );

} // namespace calving
