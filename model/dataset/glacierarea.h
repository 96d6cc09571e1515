#pragma once

#include <string>
#include <vector>

#include "model/geometry/drawnpolygons.h"

namespace calving
{

//! Where a glacier lies, as someone drew it.
struct GlacierArea
{
  std::string name;
  DrawnPolygons polygons;
};

//! The rectangle around an area on a map.
struct MapExtent
{
  double left = 0;
  double bottom = 0;
  double right = 0;
  double top = 0;

  bool intersects( const MapExtent &other ) const
  {
    return left < other.right && other.left < right && bottom < other.top && other.bottom < top;
  }
};

//! An area in the coordinates of a map.
struct PlacedArea
{
  std::vector<MapPolygon> polygons;
  MapExtent extent;
};

/**
 * \a area on \a map.
 *
 * Throws Error, naming the glacier, if a geometry is damaged or the map shows none of it.
 */
PlacedArea placedArea( const GlacierArea &area, const RasterGrid &map );

//! The rectangle around a raster. REQUIRES: it has a transform.
MapExtent extentOf( const RasterGrid &grid );

/**
 * The grid of a glacier's data: north up, in the coordinate reference system of \a scene, as far as \a area.
 *
 * \a resolution: side of a pixel in metres; 0: that of \a scene, whose lattice is then kept, so that scenes
 * on it are copied without resampling. Throws Error if that makes more than 100000 pixels a side.
 */
RasterGrid glacierGrid( const PlacedArea &area, const RasterGrid &scene, double resolution );

//! "EPSG:3413" for the coordinate reference system \a wkt where it has such a code, else \a wkt.
std::string crsCode( const std::string &wkt );

//! The glacier's name as it stands in file names: underscores, spaces and what files cannot have are hyphens.
std::string glacierToken( const std::string &name );

} // namespace calving
