#include "model/change/changeinput.h"

#include <algorithm>
#include <cmath>

#include "model/change/glacierplane.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"
#include "model/geometry/straightpolygons.h"
#include "model/geometry/wkbgeometry.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

const std::string &systemOf( const DrawnShapes &shapes, const std::string &frontsCrs )
{
  return shapes.crs.empty() ? frontsCrs : shapes.crs;
}

std::unique_ptr<OGRGeometry> planeGeometry( const WellKnownBinary &shape, const std::string &what )
{
  std::unique_ptr<OGRGeometry> geometry = geometryOf( shape );
  if ( !geometry )
    throw Error( what + " is damaged. Mend it, in QGIS with “Fix geometries”, or draw it again." );
  geometry->flattenTo2D();
  return OGR_GT_IsNonLinear( geometry->getGeometryType() )
             ? std::unique_ptr<OGRGeometry>( geometry->getLinearGeometry() )
             : std::move( geometry );
}

void addLines( const OGRGeometry &geometry, std::vector<Line> &lines )
{
  const OGRwkbGeometryType type = wkbFlatten( geometry.getGeometryType() );
  if ( type == wkbLineString )
  {
    Line line;
    for ( const OGRPoint &point : *geometry.toLineString() )
      line.push_back( { point.getX(), point.getY() } );
    lines.push_back( line );
  }
  else if ( OGR_GT_IsSubClassOf( type, wkbGeometryCollection ) )
    for ( const OGRGeometry *part : *geometry.toGeometryCollection() )
      addLines( *part, lines );
}

std::vector<MapPolygon> onPlane( const GlacierPlane &plane, const std::vector<MapPolygon> &polygons,
                                 const std::string &crs, const std::string &what )
{
  std::vector<MapPolygon> result;
  for ( const MapPolygon &polygon : polygons )
  {
    result.emplace_back();
    for ( const Ring &ring : polygon )
      result.back().push_back( plane.project( ring, crs, what ) );
  }
  return result;
}

double turnOf( const std::string &crs )
{
  const OGRSpatialReference system = spatialReference( crs );
  return system.IsGeographic() ? 2 * M_PI / system.GetAngularUnits() : 0;
}

//! The middle of \a polygons, of what lies in the square round \a centre where something does.
Point middleNear( const std::vector<MapPolygon> &polygons, const Point &centre, double reach )
{
  OGRMultiPolygon all;
  for ( const MapPolygon &polygon : polygons )
    all.addGeometryDirectly( ogrPolygon( polygon ).release() );
  const MapPolygon square{ { { centre[0] - reach, centre[1] - reach },
                             { centre[0] + reach, centre[1] - reach },
                             { centre[0] + reach, centre[1] + reach },
                             { centre[0] - reach, centre[1] + reach },
                             { centre[0] - reach, centre[1] - reach } } };
  const std::unique_ptr<OGRGeometry> near( all.Intersection( ogrPolygon( square ).get() ) );
  OGRPoint middle;
  if ( !near || near->IsEmpty() || near->Centroid( &middle ) != OGRERR_NONE )
    all.Centroid( &middle );
  return { middle.getX(), middle.getY() };
}

} // namespace

std::vector<Line> linesOn( const GlacierPlane &plane, const DrawnShapes &shapes,
                           const std::string &frontsCrs )
{
  std::vector<Line> drawn;
  for ( const WellKnownBinary &shape : shapes.shapes )
    addLines( *planeGeometry( shape, shapes.what ), drawn );
  if ( drawn.empty() )
    throw Error( shapes.what + " is no line. Choose a layer of lines, drawn from the ice to the ocean." );
  std::vector<Line> lines;
  for ( const Line &line : drawn )
    lines.push_back( plane.project( line, systemOf( shapes, frontsCrs ), shapes.what ) );
  return lines;
}

std::vector<Line> outlinesOf( const DrawnShapes &shapes )
{
  std::vector<Line> lines;
  for ( const WellKnownBinary &shape : shapes.shapes )
  {
    const std::unique_ptr<OGRGeometry> geometry = planeGeometry( shape, shapes.what );
    addLines( *geometry, lines );
    for ( const MapPolygon &polygon : polygonsIn( *geometry ) )
      lines.insert( lines.end(), polygon.begin(), polygon.end() );
  }
  lines.erase(
      std::remove_if( lines.begin(), lines.end(), []( const Line &line ) { return line.size() < 2; } ),
      lines.end() );
  if ( lines.empty() )
    throw Error( shapes.what + " is neither a line nor a polygon. Choose a layer of lines or polygons." );
  return lines;
}

std::vector<MapPolygon> boxesOn( const GlacierPlane &plane, const DrawnShapes &shapes,
                                 const std::string &frontsCrs )
{
  const std::string &crs = systemOf( shapes, frontsCrs );
  std::vector<MapPolygon> boxes;
  for ( const WellKnownBinary &shape : shapes.shapes )
    for ( MapPolygon &box :
          onPlane( plane, straightPolygons( shape, turnOf( crs ), shapes.what ), crs, shapes.what ) )
      boxes.push_back( std::move( box ) );
  return boxes;
}

std::vector<Point> oceanPointsOn( const GlacierPlane &plane, const DrawnShapes &shapes,
                                  const std::string &frontsCrs, const Point &centre, double reach )
{
  const std::string &crs = systemOf( shapes, frontsCrs );
  std::vector<Point> points;
  for ( const WellKnownBinary &shape : shapes.shapes )
  {
    const std::unique_ptr<OGRGeometry> geometry = planeGeometry( shape, shapes.what );
    if ( const std::vector<MapPolygon> polygons = polygonsIn( *geometry ); !polygons.empty() )
    {
      points.push_back( middleNear( onPlane( plane, polygons, crs, shapes.what ), centre, reach ) );
      continue;
    }
    OGRPoint middle;
    if ( geometry->Centroid( &middle ) == OGRERR_NONE && !middle.IsEmpty() )
      points.push_back( plane.project( Point{ middle.getX(), middle.getY() }, crs, shapes.what ) );
  }
  if ( points.empty() )
    throw Error( shapes.what + " has no place. Give a point or a polygon in the water." );
  return points;
}

} // namespace calving
