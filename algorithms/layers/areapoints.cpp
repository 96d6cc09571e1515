#include "algorithms/parameters/sarparameters.h"

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

QgsProcessingParameterDefinition *productParameter( const QString &name )
{
  return new QgsProcessingParameterFile(
      name, QObject::tr( "Sentinel-1 product" ), compat::fileBehavior, QString(), QVariant(), false,
      QObject::tr( "Sentinel-1 products (*.zip manifest.safe);;All files (*.*)" ) );
}

QString productHelp()
{
  return QObject::tr(
      "The .zip as downloaded, which is read in place, or the manifest.safe of an unpacked .SAFE folder "
      "(the path of the folder itself will do, too). Where a .zip holds several products, add the "
      "folder of one to its path." );
}

QgsProcessingParameterDefinition *valuesParameter( const QString &name )
{
  return new QgsProcessingParameterEnum( name, QObject::tr( "Values of the raster" ),
                                         { QObject::tr( "As its metadata say, else power" ),
                                           QObject::tr( "Power" ), QObject::tr( "Decibels" ),
                                           QObject::tr( "Amplitude" ) },
                                         false, 0 );
}

QString valuesHelp()
{
  return QObject::tr(
      "What the numbers are. Digital numbers and 8-bit pictures of other sensors are amplitudes." );
}

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
