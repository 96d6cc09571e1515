#include "algorithms/layers/areapolygons.h"

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

QgsGeometry transformed( QgsGeometry polygon, const QgsCoordinateTransform &transform )
{
  try
  {
    polygon.transform( transform );
    return polygon;
  }
  catch ( const QgsCsException &e )
  {
    throw QgsProcessingException(
        QObject::tr( "The area cannot be transformed to the coordinate reference system of the raster: %1" )
            .arg( e.what() ) );
  }
}

} // namespace

std::vector<std::vector<std::uint8_t>> areaPolygons( const QgsProcessingFeatureSource &area,
                                                     const std::string &crs,
                                                     const QgsProcessingContext &context )
{
  const QgsCoordinateTransform transform(
      area.sourceCrs(), QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( crs ) ),
      context.transformContext() );
  std::vector<std::vector<std::uint8_t>> result;
  QgsFeatureIterator features = area.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() )
      continue;
    QgsGeometry polygon = transformed( feature.geometry(), transform );
    polygon.get()->dropZValue();
    polygon.get()->dropMValue();
    const QByteArray wkb = polygon.asWkb();
    result.emplace_back( wkb.begin(), wkb.end() );
  }
  if ( result.empty() )
    throw QgsProcessingException(
        QObject::tr( "The area layer %1 has no polygon. Draw one, or leave the area empty." )
            .arg( area.sourceName() ) );
  return result;
}

} // namespace calving
