#include "algorithms/layers/multipolygon.h"

#include <memory>

#include <qgslinestring.h>
#include <qgsmultipolygon.h>
#include <qgspolygon.h>

namespace calving
{

QgsGeometry multiPolygonOf( const std::vector<MapPolygon> &polygons )
{
  auto all = std::make_unique<QgsMultiPolygon>();
  for ( const MapPolygon &polygon : polygons )
  {
    auto shape = std::make_unique<QgsPolygon>();
    for ( const Ring &ring : polygon )
    {
      QVector<QgsPoint> points;
      for ( const auto &[x, y] : ring )
        points << QgsPoint( x, y );
      if ( shape->exteriorRing() )
        shape->addInteriorRing( new QgsLineString( points ) );
      else
        shape->setExteriorRing( new QgsLineString( points ) );
    }
    all->addGeometry( shape.release() );
  }
  return QgsGeometry( std::move( all ) );
}

} // namespace calving
