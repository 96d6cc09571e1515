#include "algorithms/layers/zonepolygons.h"

#include <algorithm>

#include <QFileInfo>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/requiredfield.h"
#include "model/error.h"
#include "model/scene/zone.h"
#include "model/scene/zonenames.h"
#include "model/scene/zonesurvey.h"

namespace calving
{

namespace
{

//! A whole number from 0 to 255; none of any other text.
std::optional<int> codeOf( const QString &text )
{
  bool isNumber = false;
  const double value = text.trimmed().toDouble( &isNumber );
  const int code = isNumber && value >= 0 && value <= 255 ? static_cast<int>( value ) : -1;
  return code >= 0 && code == value ? std::optional<int>( code ) : std::nullopt;
}

//! The name of a raster as people write it, with its folder and its ending or without.
std::string rasterNamed( const QString &text )
{
  static const QStringList endings{ "tif", "tiff", "img", "vrt", "png", "jp2", "nc" };
  const QFileInfo file( text.trimmed() );
  return ( endings.contains( file.suffix().toLower() ) ? file.completeBaseName() : text.trimmed() )
      .toStdString();
}

//! Replaces codes, which \a polygons have where \a isCode, by the classes that all of them together tell;
//! \a survey knows the names of the others.
void decodeZones( std::vector<ZonePolygon> &polygons, const std::vector<bool> &isCode,
                  const std::string &layer, ZoneSurvey survey, const Feedback &feedback )
{
  for ( std::size_t i = 0; i < polygons.size(); ++i )
    if ( isCode[i] )
      survey.add( layer, polygons[i].zone );
  const ZoneTables codes = survey.decide();
  codes.tell( feedback );
  for ( std::size_t i = 0; i < polygons.size(); ++i )
    if ( isCode[i] )
      polygons[i].zone = codes.common[polygons[i].zone];
}

} // namespace

ZonePolygons zonePolygons( const QgsProcessingFeatureSource &source, const QString &zoneField,
                           const QString &rasterField, const Feedback &feedback )
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
  std::vector<bool> isCode;
  ZoneSurvey survey;
  zones.crs = textOf( source.sourceCrs() );
  QgsFeatureIterator features = drawnFeatures( source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
      continue;
    const QString text = feature.attribute( zoneIndex ).toString();
    const std::optional<std::uint8_t> zone = zoneNamed( text.toStdString() );
    const std::optional<int> code = codeOf( text );
    if ( !zone && !code )
      throw Error(
          QStringLiteral( "Polygon %1 has the class “%2” in the field %3. Use N/A, rock, glacier, ocean, or "
                          "the codes 0 1 2 3, 1 2 3 4 or 0 64 127 254." )
              .arg( feature.id() )
              .arg( text, zoneField )
              .toStdString() );
    const std::string raster =
        rasterIndex < 0 ? std::string() : rasterNamed( feature.attribute( rasterIndex ).toString() );
    isCode.push_back( !zone );
    if ( zone )
      survey.add( source.sourceName().toStdString(), text.toStdString(), *zone );
    zones.polygons.push_back(
        { zone ? *zone : static_cast<std::uint8_t>( *code ), raster, shapeOf( feature ) } );
  }
  if ( zones.polygons.empty() )
    throw Error( "The layer of zones holds no polygons." );
  decodeZones( zones.polygons, isCode, source.sourceName().toStdString(), std::move( survey ), feedback );
  if ( std::none_of( zones.polygons.begin(), zones.polygons.end(),
                     []( const ZonePolygon &polygon )
                     { return polygon.zone == static_cast<std::uint8_t>( Zone::Ocean ); } ) )
    throw Error( layer.toStdString() +
                 " has no ocean, so that nothing can be learned of fronts. Digitise the ocean, or check the "
                 "classes in "
                 "the field " +
                 zoneField.toStdString() + "." );
  return zones;
}

} // namespace calving
