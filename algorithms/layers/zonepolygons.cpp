#include "algorithms/layers/zonepolygons.h"

#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/error.h"
#include "model/scene/zonenames.h"

namespace calving
{

ZonePolygons zonePolygons( const QgsProcessingFeatureSource &source, const QString &zoneField,
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
  zones.crs = textOf( source.sourceCrs() );
  QgsFeatureIterator features = drawnFeatures( source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
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
    const QString raster = rasterIndex < 0 ? QString() : feature.attribute( rasterIndex ).toString();
    zones.polygons.push_back( { *zone, raster.toStdString(), shapeOf( feature ) } );
  }
  if ( zones.polygons.empty() )
    throw Error( "The layer of zones holds no polygons." );
  return zones;
}

} // namespace calving
