#include "algorithms/parameters/changeinputs.h"

#include <memory>

#include <QDirIterator>
#include <QFileInfo>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/qgiscompat.h"
#include "algorithms/layers/requiredfield.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/keys.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/base/parametertext.h"
#include "model/error.h"
#include "model/evaluate/frontgeometry.h"
#include "model/scene/frontattributes.h"
#include "model/scene/frontmoment.h"
#include "model/scene/scenename.h"

namespace calving
{

using namespace key;

namespace
{

//! Names of what a front says, the best first.
constexpr const char *glacierFields[] = { "glacier_name", "OfficialN",  "Official_n", "Official",
                                          "glacier",      "Glacier",    "GrnlndcN",   "GrnlndcNam",
                                          "AltName",      "RefName",    "glacier_id", "Glacier ID",
                                          "GlacierID",    "GLACIER_ID", "Glacier_ID", "TermPicksID" };
constexpr const char *errorFields[] = { "error_m", "Error", "Error(m)", "Error_m" };
constexpr const char *softwareFields[] = { "software", "Software" };
constexpr const char *sensorFields[] = { "sensor", "Satellite", "satellite", "Sensor",
                                         "SENSOR", "ImgSource", "SAT" };
constexpr const char *singleFields[] = { "single_m", "Single_m" };
constexpr const char *imageFields[] = { "image_id", "ImageID", "imageID", "Image_ID" };

//! The fields that the user chose; empty: by their names.
struct ChosenFields
{
  QString date;
  QString glacier;
  QString error;
};

template <typename Names> std::string firstOf( const AttributeText &attribute, const Names &names )
{
  for ( const char *name : names )
    if ( std::string text = attribute( name ); !text.empty() )
      return text;
  return {};
}

//! What tells the moment of a front best: a time, else a day, else whatever stands there.
std::string dateTextOf( const AttributeText &attribute )
{
  std::string day;
  std::string other;
  for ( const char *name : dateAttributes )
  {
    const std::string text = attribute( name );
    const std::optional<FrontMoment> moment = momentOf( text );
    if ( moment && moment->hasTime )
      return text;
    std::string &kept = moment ? day : other;
    if ( kept.empty() )
      kept = text;
  }
  if ( day.empty() )
    day = dateOfAttributes( attribute );
  return day.empty() ? other : day;
}

void requireField( const QgsVectorLayer &layer, const QString &field, const QString &key )
{
  if ( !field.isEmpty() )
    requiredField( layer.fields(), field, QObject::tr( "The layer of fronts %1" ).arg( layer.name() ),
                   QObject::tr( "Choose another for %1, or leave it empty." ).arg( key ) );
}

FrontRecord recordOf( const QgsFeature &feature, const QgsVectorLayer &layer, const ChosenFields &fields )
{
  const AttributeText attribute = attributesOf( feature );
  const auto chosen = [&]( const QString &field ) { return attribute( field.toUtf8().constData() ); };
  // Where attributes say nothing, what a file of one date is called.
  const QString file = layer.source().section( '|', 0, 0 );
  const SceneFacts named = sceneFromName( ( QFileInfo::exists( file ) ? file : layer.name() ).toStdString() );
  FrontRecord record;
  record.source = layer.name().toStdString();
  record.crs = textOf( crsOf( layer ) );
  record.dateText = fields.date.isEmpty() ? dateTextOf( attribute ) : chosen( fields.date );
  if ( record.dateText.empty() && fields.date.isEmpty() )
    record.dateText = named.date;
  record.glacier = fields.glacier.isEmpty() ? firstOf( attribute, glacierFields ) : chosen( fields.glacier );
  if ( record.glacier.empty() && fields.glacier.isEmpty() && !named.date.empty() )
    record.glacier = named.glacier;
  record.imageId = firstOf( attribute, imageFields );
  record.sensor = firstOf( attribute, sensorFields );
  if ( record.sensor.empty() )
    record.sensor = record.imageId.empty() ? named.sensor : sceneFromName( record.imageId ).sensor;
  if ( const std::optional<double> number = numberIn( firstOf( attribute, singleFields ), false );
       number && *number >= 0 )
    record.singleMetres = *number;
  const std::string error =
      fields.error.isEmpty() ? firstOf( attribute, errorFields ) : chosen( fields.error );
  if ( const std::optional<double> number = numberIn( error, false ); number && *number >= 0 )
    record.error = *number;
  else
    record.unreadError = error;
  record.isOceanLeft = firstOf( attribute, softwareFields ).rfind( "Calving Front", 0 ) == 0;
  record.attribute = [feature]( const char *name ) { return attributesOf( feature )( name ); };
  return record;
}

void addLayer( const QgsVectorLayer &layer, const ChosenFields &fields, std::vector<FrontRecord> &records )
{
  requireField( layer, fields.date, DATE_FIELD );
  requireField( layer, fields.glacier, GLACIER_FIELD );
  requireField( layer, fields.error, ERROR_FIELD );
  QgsFeatureIterator features = layer.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    FrontRecord record = recordOf( feature, layer, fields );
    if ( feature.hasGeometry() )
    {
      FrontGeometry geometry;
      geometry.source = record.source;
      addFrontLines( shapeOf( feature ), geometry );
      record.lines = std::move( geometry.lines );
    }
    records.push_back( std::move( record ) );
  }
}

//! The layers that \a entry names: one, or all vector files in a folder and those below.
std::vector<QgsVectorLayer *> layersOfEntry( const QVariant &entry, QgsProcessingContext &context )
{
  std::vector<QgsVectorLayer *> layers;
  const QString name = entry.toString();
  const auto add = [&]( const QVariant &one )
  {
    auto *layer = qobject_cast<QgsVectorLayer *>( layerOfEntry( one, context ) );
    // Some formats say of an empty layer that it has no shapes.
    if ( layer && layer->isValid() && !holdsShapes( *layer ) && layer->featureCount() > 0 )
      throw Error( holdsNoLines( layer->name().toStdString() ) );
    if ( !layer || !layer->isValid() )
      throw QgsProcessingException(
          QObject::tr( "%1 is no layer of lines that QGIS can open. Check the path." )
              .arg( one.toString() ) );
    layers.push_back( layer );
  };
  if ( !QFileInfo( name ).isDir() )
  {
    add( entry );
    return layers;
  }
  QStringList files;
  QDirIterator found( name,
                      { QStringLiteral( "*.gpkg" ), QStringLiteral( "*.shp" ), QStringLiteral( "*.geojson" ),
                        QStringLiteral( "*.fgb" ) },
                      QDir::Files, QDirIterator::Subdirectories );
  while ( found.hasNext() )
    files << found.next();
  files.sort();
  for ( const QString &file : files )
    add( file );
  if ( layers.empty() )
    throw QgsProcessingException(
        QObject::tr( "The folder %1 holds no layers of lines (.gpkg, .shp, .geojson, .fgb). Choose another." )
            .arg( name ) );
  return layers;
}

DocumentedParameter shapes( const QString &key, const QString &label, const QList<int> &types,
                            const QString &help )
{
  return DocumentedParameter( new QgsProcessingParameterFeatureSource( key, label, types, QVariant(), true ),
                              help );
}

DocumentedParameter field( const QString &key, const QString &label, const QString &help )
{
  return DocumentedParameter(
             new QgsProcessingParameterField( key, label, QVariant(), INPUT, compat::anyField, false, true ),
             help )
      .advanced();
}

DocumentedParameter fronts()
{
  return DocumentedParameter(
      new FrontsParameter( INPUT, QObject::tr( "Calving fronts" ), compat::sourceVectorLine ),
      QObject::tr(
          "Layers of lines with dates, one or many, or a folder of them: fronts of this program, of "
          "TermPicks, CALFIN, NSIDC, AutoTerm or your own. All lines of one glacier, moment and image make "
          "one front." ) );
}

DocumentedParameter ocean()
{
  return shapes(
      OCEAN, QObject::tr( "Ocean" ),
      { static_cast<int>( compat::sourceVectorPoint ), static_cast<int>( compat::sourceVectorPolygon ) },
      QObject::tr( "A point or polygon in the water before the glacier, which tells advance from "
                   "retreat." ) );
}

DocumentedParameter dateField()
{
  return field( DATE_FIELD, QObject::tr( "Field with the date" ),
                QObject::tr( "A date, or a text: 2018-06-02, 20180602, 2018/06/02, 2.6.2018, 2 Jun 2018, "
                             "2018153, 2018.415, 13/6/2018, with a time or without, also mixed. Without it, "
                             "date, datetime_utc and other usual names, year, month and day, or the name of "
                             "the layer." ) );
}

DocumentedParameter glacierField()
{
  return field( GLACIER_FIELD, QObject::tr( "Field with the glacier" ),
                QObject::tr( "Fronts of each value are measured by themselves. Without it, glacier_name, "
                             "OfficialN, GlacierID and other usual names, or the name of the layer." ) );
}

} // namespace

DocumentedParameters changeInputParameters()
{
  DocumentedParameters list;
  list.push_back( fronts() );
  list.push_back(
      shapes( BOX, QObject::tr( "Box" ), { static_cast<int>( compat::sourceVectorPolygon ) },
              QObject::tr( "A polygon across which all fronts go, in any coordinate reference system; "
                           "of several, each glacier takes the one that most of its fronts meet. "
                           "Without it, a rectangle along the flow that the fronts have in common." ) ) );
  list.push_back(
      shapes( CENTRELINE, QObject::tr( "Centreline" ), { static_cast<int>( compat::sourceVectorLine ) },
              QObject::tr( "A line from the ice to the ocean through all fronts, for all methods but the "
                           "rectilinear box; of several, each glacier takes the one that most of its "
                           "fronts cross." ) ) );
  list.push_back( ocean() );
  list.emplace_back(
      new QgsProcessingParameterRasterLayer( THICKNESS, QObject::tr( "Ice thickness" ), QVariant(), true ),
      QObject::tr( "A raster of metres of ice, such as thickness of BedMachine: gives change in mass "
                   "by month. What is 0 or no data is no ice." ) );
  list.push_back( dateField() );
  list.push_back( glacierField() );
  list.push_back(
      field( ERROR_FIELD, QObject::tr( "Field with the error" ),
             QObject::tr( "Mean distance in metres by which a front is off. Without it, error_m or "
                          "Error." ) ) );
  return list;
}

DocumentedParameters frontInputParameters()
{
  DocumentedParameters list;
  list.push_back( fronts() );
  list.push_back( ocean() );
  return list;
}

DocumentedParameters frontFieldParameters()
{
  DocumentedParameters list;
  list.push_back( dateField() );
  list.push_back( glacierField() );
  return list;
}

DrawnShapes drawnShapes( const QString &key, const QString &kind, const QVariantMap &parameters,
                         QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm )
{
  DrawnShapes drawn;
  const QVariant value = parameters.value( key );
  if ( !value.isValid() || ( value.type() == QVariant::String && value.toString().isEmpty() ) )
    return drawn;
  const std::unique_ptr<QgsProcessingFeatureSource> source( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( key ), parameters, context ) );
  if ( !source )
    throw QgsProcessingException(
        QObject::tr( "The layer %1 cannot be opened: %2" ).arg( key, value.toString() ) );
  drawn.what = QObject::tr( "A shape of the %1 layer %2" ).arg( kind, source->sourceName() ).toStdString();
  drawn.crs = textOf( source->sourceCrs() );
  QgsFeatureIterator features = drawnFeatures( *source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
    if ( feature.hasGeometry() && !feature.geometry().isEmpty() )
      drawn.shapes.push_back( shapeOf( feature ) );
  if ( drawn.isEmpty() )
    throw QgsProcessingException(
        QObject::tr( "The %1 layer %2 is empty. Draw something in it, or leave %3 empty." )
            .arg( kind, source->sourceName(), key ) );
  return drawn;
}

std::vector<QgsVectorLayer *> frontLayers( const QVariant &value, QgsProcessingContext &context )
{
  std::vector<QgsVectorLayer *> layers;
  for ( const QVariant &entry : layerEntries( value ) )
    for ( QgsVectorLayer *layer : layersOfEntry( entry, context ) )
      layers.push_back( layer );
  return layers;
}

ChangeInput changeInput( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm )
{
  const auto text = [&]( const QString &key )
  {
    return QgsProcessingParameters::parameterAsString( algorithm.parameterDefinition( key ), parameters,
                                                       context );
  };
  const ChosenFields fields{ text( DATE_FIELD ), text( GLACIER_FIELD ), text( ERROR_FIELD ) };
  ChangeInput input;
  for ( const QgsVectorLayer *layer : frontLayers( parameters.value( INPUT ), context ) )
    addLayer( *layer, fields, input.fronts );
  input.boxes = drawnShapes( BOX, QObject::tr( "box" ), parameters, context, algorithm );
  input.centrelines = drawnShapes( CENTRELINE, QObject::tr( "centreline" ), parameters, context, algorithm );
  input.ocean = drawnShapes( OCEAN, QObject::tr( "ocean" ), parameters, context, algorithm );
  input.thickness = optionalRasterInput( parameters, THICKNESS, context, algorithm );
  return input;
}

} // namespace calving
