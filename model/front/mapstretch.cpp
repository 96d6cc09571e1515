#include "model/front/mapstretch.h"

#include <cmath>
#include <memory>

#include <ogr_spatialref.h>

#include "model/front/grounddistance.h"
#include "model/numbertext.h"
#include "model/raster/gdalraster.h"

namespace calving
{

double mapStretch( const RasterGrid &grid )
{
  const OGRSpatialReference map = spatialReference( grid.crs );
  if ( !map.IsProjected() )
    return 1;
  OGRSpatialReference geographic;
  geographic.CopyGeogCSFrom( &map );
  geographic.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  const std::unique_ptr<OGRCoordinateTransformation> toDegrees(
      OGRCreateCoordinateTransformation( &map, &geographic ) );
  // A short way across the middle, in both directions: cylindrical maps may stretch them differently.
  constexpr double metres = 100;
  const double half = metres / 2 / map.GetLinearUnits();
  const std::array<double, 2> middle = grid.toMap( grid.width / 2.0, grid.height / 2.0 );
  double x[] = { middle[0] - half, middle[0] + half, middle[0], middle[0] };
  double y[] = { middle[1], middle[1], middle[1] - half, middle[1] + half };
  if ( !toDegrees || !toDegrees->Transform( 4, x, y ) )
    return 1;
  char *text = nullptr;
  geographic.exportToWkt( &text );
  const GroundDistance ground( text );
  CPLFree( text );
  const double across = ground.between( { x[0], y[0] }, { x[1], y[1] } );
  const double along = ground.between( { x[2], y[2] }, { x[3], y[3] } );
  const double stretch = metres / std::sqrt( across * along );
  return std::isfinite( stretch ) ? stretch : 1;
}

std::string stretchWarning( const RasterGrid &grid, const std::string &path )
{
  constexpr double tolerated = 0.05;
  const double stretch = mapStretch( grid );
  if ( std::abs( stretch - 1 ) < tolerated )
    return {};
  return "Lengths on the map of " + path + " are " + numberText( stretch, 3 ) +
         " times those on the ground there, and all metres (pixel size, lengths of fronts, the shortest "
         "front) are the "
         "map's. Reproject the raster first, for instance to UTM, EPSG:3413 (north) or EPSG:3031 (south).";
}

} // namespace calving
