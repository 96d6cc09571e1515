#include "algorithms/layers/zonepolygons.h"

#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturesource.h>
#include <qgsgeometry.h>

#include "algorithms/parameters/layerparameters.h"
#include "algorithms/qgiscompat.h"
#include "model/error.h"
#include "model/scene/zonenames.h"

namespace calving
{

ZonePolygons zonePolygons( const QgsFeatureSource &source, const QString &zoneField,
                           const QString &rasterField )
{
  const QString layer = QObject::tr( "The layer of zones %1" ).arg( source.sourceName() );
  const int zoneIndex = requiredField( source.fields(), zoneField, layer,
                                       QObject::tr( "Give the one with the classes as ZONES_FIELD." ) );
  const int rasterIndex =
      rasterField.isEmpty()
          ? -1
          : requiredField( source.fields(), rasterField, layer,
                           QObject::tr( "Give the one with the rasters' names as RASTER_FIELD." ) );
  ZonePolygons zones;
  zones.crs = source.sourceCrs().toWkt( compat::wktForGdal ).toStdString();
  QgsFeatureIterator features = source.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() )
      continue;
    const QString text = feature.attribute( zoneIndex ).toString();
    const std::optional<std::uint8_t> zone = zoneNamed( text.toStdString() );
    if ( !zone )
      throw Error(
          QStringLiteral( "Polygon %1 has the class “%2” in the field %3. Use N/A, rock, glacier, ocean, or "
                          "the codes 0, 64, 127, 254 or 1, 2, 3, 4." )
              .arg( feature.id() )
              .arg( text, zoneField )
              .toStdString() );
    const QByteArray wkb = feature.geometry().asWkb();
    const QString raster = rasterIndex < 0 ? QString() : feature.attribute( rasterIndex ).toString();
    zones.polygons.push_back( { *zone, raster.toStdString(), { wkb.begin(), wkb.end() } } );
  }
  if ( zones.polygons.empty() )
    throw Error( "The layer of zones holds no polygons." );
  return zones;
}

} // namespace calving
