#include "model/labels/drawnlines.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "model/error.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/wkbgeometry.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

void forEachLine( const OGRGeometry &geometry, const std::function<void( const OGRLineString & )> &work )
{
  if ( wkbFlatten( geometry.getGeometryType() ) == wkbLineString )
    work( *geometry.toLineString() );
  else if ( OGR_GT_IsSubClassOf( geometry.getGeometryType(), wkbGeometryCollection ) )
    for ( const OGRGeometry *part : *geometry.toGeometryCollection() )
      forEachLine( *part, work );
}

//! Longitudes of a map may run on beyond the date line: those of \a points by the turns that bring them
//! there.
void turnTo( const RasterGrid &grid, std::vector<Point> &points )
{
  const OGRSpatialReference system = spatialReference( grid.crs );
  if ( !system.IsGeographic() )
    return;
  const double turn = 2 * M_PI / system.GetAngularUnits();
  const double middle = grid.toMap( 0.5 * grid.width, 0.5 * grid.height )[0];
  for ( Point &point : points )
    point[0] = middle + std::remainder( point[0] - middle, turn );
}

} // namespace

std::vector<std::vector<Point>> linesOn( const RasterGrid &grid, const WellKnownBinary &shape,
                                         const std::string &crs, const std::string &what )
{
  std::unique_ptr<OGRGeometry> drawn = geometryOf( shape );
  if ( !drawn )
    throw Error( what + " is damaged. Mend it, in QGIS with “Fix geometries”, or draw it again." );
  const std::unique_ptr<OGRGeometry> straight( drawn->getLinearGeometry() );
  std::optional<MapTransform> way;
  if ( !crs.empty() && !grid.crs.empty() )
    way.emplace( crs, grid.crs );
  std::vector<std::vector<Point>> result;
  forEachLine( *straight,
               [&]( const OGRLineString &line )
               {
                 std::vector<Point> points;
                 for ( const OGRPoint &point : line )
                   points.push_back( { point.getX(), point.getY() } );
                 if ( way )
                 {
                   points = way->applied( points );
                   turnTo( grid, points );
                 }
                 std::vector<Point> pixels;
                 for ( const auto &[x, y] : points )
                   if ( std::isfinite( x + y ) )
                     pixels.push_back( grid.toPixel( x, y ) );
                 if ( pixels.size() > 1 )
                   result.push_back( std::move( pixels ) );
               } );
  return result;
}

std::vector<std::uint8_t> frontOn( const RasterGrid &grid, const ZonePolygons &zones,
                                   const std::string &scene )
{
  constexpr double step = 0.25; // pixels
  constexpr int mostSteps = 1 << 16;
  std::vector<std::uint8_t> result;
  const auto mark = [&]( double x, double y )
  {
    if ( !( x >= 0 && y >= 0 && x < grid.width && y < grid.height ) )
      return;
    result.resize( static_cast<std::size_t>( grid.width ) * grid.height );
    result[static_cast<std::size_t>( y ) * grid.width + static_cast<std::size_t>( x )] = 1;
  };
  for ( const DrawnFront &front : zones.fronts )
    if ( front.scene == scene )
      for ( const std::vector<Point> &line :
            linesOn( grid, front.shape, zones.crs, "A front line of " + scene ) )
        for ( std::size_t k = 0; k + 1 < line.size(); ++k )
        {
          const auto [x, y] = line[k];
          const auto [toX, toY] = line[k + 1];
          const int steps =
              static_cast<int>( std::min<double>( mostSteps, 1 + std::hypot( toX - x, toY - y ) / step ) );
          for ( int i = 0; i <= steps; ++i )
            mark( x + ( toX - x ) * i / steps, y + ( toY - y ) * i / steps );
        }
  return result;
}

} // namespace calving
