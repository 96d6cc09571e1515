#include "algorithms/layers/shapes.h"

#include <memory>

#include <qgslinestring.h>
#include <qgsmultilinestring.h>
#include <qgsmultipolygon.h>
#include <qgspolygon.h>

namespace calving
{

namespace
{

QgsLineString *lineOf( const std::vector<std::array<double, 2>> &points )
{
  QVector<QgsPoint> vertices;
  for ( const auto &[x, y] : points )
    vertices << QgsPoint( x, y );
  return new QgsLineString( vertices );
}

} // namespace

QgsGeometry multiPolygonOf( const std::vector<MapPolygon> &polygons )
{
  auto all = std::make_unique<QgsMultiPolygon>();
  for ( const MapPolygon &polygon : polygons )
  {
    auto shape = std::make_unique<QgsPolygon>();
    for ( const Ring &ring : polygon )
      if ( shape->exteriorRing() )
        shape->addInteriorRing( lineOf( ring ) );
      else
        shape->setExteriorRing( lineOf( ring ) );
    all->addGeometry( shape.release() );
  }
  return QgsGeometry( std::move( all ) );
}

QgsGeometry multiLineOf( const std::vector<std::vector<std::array<double, 2>>> &lines )
{
  auto all = std::make_unique<QgsMultiLineString>();
  for ( const std::vector<std::array<double, 2>> &line : lines )
    all->addGeometry( lineOf( line ) );
  return QgsGeometry( std::move( all ) );
}

} // namespace calving
