#include "model/labels/drawnlines.h"

#include <cmath>
#include <functional>
#include <optional>

#include "model/error.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/wkbgeometry.h"

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
                   points = way->applied( points );
                 std::vector<Point> pixels;
                 for ( const auto &[x, y] : points )
                   if ( std::isfinite( x + y ) )
                     pixels.push_back( grid.toPixel( x, y ) );
                 if ( pixels.size() > 1 )
                   result.push_back( std::move( pixels ) );
               } );
  return result;
}

} // namespace calving
