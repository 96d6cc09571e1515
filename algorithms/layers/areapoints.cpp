#include "algorithms/layers/areapoints.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>

namespace calving
{

namespace
{

AreaPoints outlineOf( const QgsGeometry &geometry, const QgsCoordinateReferenceSystem &crs,
                      const QgsProcessingContext &context )
{
  const QgsCoordinateTransform toDegrees( crs, QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
                                          context.transformContext() );
  constexpr int perEdge = 8; // straight edges bend in radar geometry
  QgsGeometry outline = geometry.densifyByCount( perEdge );
  AreaPoints points;
  try
  {
    outline.transform( toDegrees );
  }
  catch ( const QgsCsException &e )
  {
    throw QgsProcessingException(
        QObject::tr( "The area cannot be turned into longitude and latitude: %1" ).arg( e.what() ) );
  }
  for ( auto vertex = outline.vertices_begin(); vertex != outline.vertices_end(); ++vertex )
    points.push_back( { ( *vertex ).x(), ( *vertex ).y() } );
  return points;
}

} // namespace

AreaPoints areaPoints( const QgsRectangle &extent, const QgsCoordinateReferenceSystem &crs,
                       const QgsProcessingContext &context )
{
  return extent.isEmpty() ? AreaPoints() : outlineOf( QgsGeometry::fromRect( extent ), crs, context );
}

AreaPoints areaPoints( const QgsProcessingFeatureSource &area, const QgsProcessingContext &context )
{
  AreaPoints points;
  QgsFeatureIterator features = area.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
    if ( feature.hasGeometry() )
    {
      const AreaPoints outline = outlineOf( feature.geometry(), area.sourceCrs(), context );
      points.insert( points.end(), outline.begin(), outline.end() );
    }
  if ( points.empty() )
    throw QgsProcessingException(
        QObject::tr( "The area layer %1 has no polygon. Draw one, or leave the area empty." )
            .arg( area.sourceName() ) );
  return points;
}

} // namespace calving
