#include "model/geometry/mapstretch.h"

#include <cmath>
#include <memory>

#include <ogr_spatialref.h>

#include "model/base/numbertext.h"
#include "model/raster/gdalraster.h"

namespace calving
{

double mapStretch( const std::string &crs, const std::array<double, 2> &place )
{
  const OGRSpatialReference map = spatialReference( crs );
  if ( !map.IsProjected() )
    return 1;
  OGRSpatialReference geocentric;
  geocentric.importFromEPSG( 4978 );
  const std::unique_ptr<OGRCoordinateTransformation> toSpace(
      OGRCreateCoordinateTransformation( &map, &geocentric ) );
  // A short way across the place, in both directions: cylindrical maps may stretch them differently. In
  // space, neither a pole nor the longitude of 180 degrees is special.
  constexpr double metres = 100;
  const double half = metres / 2 / map.GetLinearUnits();
  double x[] = { place[0] - half, place[0] + half, place[0], place[0] };
  double y[] = { place[1], place[1], place[1] - half, place[1] + half };
  double z[] = { 0, 0, 0, 0 };
  if ( !toSpace || !toSpace->Transform( 4, x, y, z ) )
    return 1;
  const double across = std::hypot( x[1] - x[0], y[1] - y[0], z[1] - z[0] );
  const double along = std::hypot( x[3] - x[2], y[3] - y[2], z[3] - z[2] );
  const auto distortion = []( double stretch ) { return std::abs( std::log( stretch ) ); };
  const double stretch =
      distortion( metres / across ) > distortion( metres / along ) ? metres / across : metres / along;
  return std::isfinite( stretch ) ? stretch : 1;
}

bool isStretched( double mapStretch )
{
  constexpr double tolerated = 0.05;
  return std::abs( mapStretch - 1 ) >= tolerated;
}

double mapStretch( const RasterGrid &grid )
{
  return mapStretch( grid.crs, grid.toMap( grid.width / 2.0, grid.height / 2.0 ) );
}

std::string stretchWarning( const RasterGrid &grid, const std::string &path )
{
  const double stretch = mapStretch( grid );
  if ( !isStretched( stretch ) )
    return {};
  return "Lengths on the map of " + path + " are " + numberText( stretch, 3 ) +
         " times those on the ground there, and all metres (pixel size, lengths of fronts, the shortest "
         "front) are the "
         "map's. Reproject the raster first, for instance to UTM, EPSG:3413 (north) or EPSG:3031 (south).";
}

} // namespace calving
