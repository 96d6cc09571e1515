#include "algorithms/layers/drawnshapes.h"

#include <QDateTime>
#include <qgsexception.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/qgiscompat.h"

namespace calving
{

QgsFeatureIterator drawnFeatures( const QgsProcessingFeatureSource &source )
{
  return source.getFeatures( QgsFeatureRequest(), compat::skipValidityChecks );
}

bool holdsShapes( const QgsVectorLayer &layer )
{
  return layer.wkbType() != compat::wkbNone;
}

QgsCoordinateReferenceSystem crsOf( const QgsVectorLayer &layer )
{
  const bool isForgotten = !layer.isSpatial() && !layer.crs().isValid() && layer.dataProvider();
  return isForgotten ? layer.dataProvider()->crs() : layer.crs();
}

WellKnownBinary shapeOf( const QgsFeature &feature )
{
  const QByteArray wkb = feature.geometry().asWkb();
  return { wkb.begin(), wkb.end() };
}

AttributeText attributesOf( const QgsFeature &feature )
{
  return [&feature]( const char *name )
  {
    const QVariant value = feature.attribute( QLatin1String( name ) );
    // FlatGeobuf, which has no days, makes them midnights; no satellite comes by at one to the millisecond.
    const bool isDay = value.type() == QVariant::Date ||
                       ( value.type() == QVariant::DateTime && value.toDateTime().time() == QTime( 0, 0 ) );
    return ( isDay ? value.toDate().toString( Qt::ISODate ) : value.toString() ).toStdString();
  };
}

std::string textOf( const QgsCoordinateReferenceSystem &crs )
{
  // What GDAL makes of a layer of a GeoPackage that has none: taken for degrees, all would lie elsewhere.
  const bool isKnown = crs.isValid() && !crs.description().startsWith( QLatin1String( "Undefined" ) );
  return isKnown ? crs.toWkt( compat::wktForGdal ).toStdString() : std::string();
}

DrawnPolygons drawnPolygons( const QgsProcessingFeatureSource &source, const QString &kind )
{
  DrawnPolygons drawn;
  drawn.what = QObject::tr( "A shape of the %1 layer %2" ).arg( kind, source.sourceName() ).toStdString();
  drawn.crs = textOf( source.sourceCrs() );
  QgsFeatureIterator features = drawnFeatures( source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
    if ( feature.hasGeometry() && !feature.geometry().isEmpty() )
      drawn.shapes.push_back( shapeOf( feature ) );
  if ( drawn.isEmpty() )
    throw QgsProcessingException(
        QObject::tr( "The %1 layer %2 has no polygon. Draw one, or leave the %1 empty." )
            .arg( kind, source.sourceName() ) );
  return drawn;
}

DrawnPolygons drawnRectangle( const QgsRectangle &extent, const QgsCoordinateReferenceSystem &crs )
{
  DrawnPolygons drawn;
  drawn.what = QObject::tr( "The extent of interest" ).toStdString();
  drawn.crs = textOf( crs );
  // An edge of more than half a turn would be taken the other way round.
  constexpr int corners = 3;
  const QByteArray wkb = QgsGeometry::fromRect( extent ).densifyByCount( corners ).asWkb();
  drawn.shapes.emplace_back( wkb.begin(), wkb.end() );
  return drawn;
}

} // namespace calving
