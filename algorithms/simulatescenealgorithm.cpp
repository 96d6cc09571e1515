#include "algorithms/simulatescenealgorithm.h"

#include <qgslinestring.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/layers/columns.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/layers/vectoroutput.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/sceneplace.h"
#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/scene/frontschema.h"
#include "model/scene/scenedate.h"
#include "model/simulate/sceneparameters.h"
#include "model/simulate/simulatedfronts.h"
#include "model/simulate/simulatescene.h"
#include "model/simulate/simulatetraining.h"
#include "model/simulate/truemotion.h"
#include "model/version.h"

namespace calving
{

using namespace key;

namespace
{

//! Those attributes of fronts that a true one has; by software it is known that the ocean is on its left.
std::vector<Column> frontColumnsHere()
{
  return frontColumnsNamed(
      { "glacier_name", "date", "year", "month", "day", "dec_year", "sensor", "length_m", "software" } );
}

QgsFeature frontFeature( const SimulatedFront &front, const QgsFields &fields )
{
  const CalendarDate day = dateOfDay( front.day );
  const std::string date = isoDate( front.day );
  QgsFeature feature =
      rowOf( fields, { front.glacier, date, std::to_string( day.year ), std::to_string( day.month ),
                       std::to_string( day.day ), numberText( decimalYear( date ), Decimals{ 4 } ),
                       front.sensor, numberText( front.lengthMetres, Decimals{ 2 } ),
                       std::string( "Calving Front " ) + softwareVersion } );
  QVector<QgsPoint> points;
  for ( const auto &[x, y] : front.points )
    points << QgsPoint( x, y );
  feature.setGeometry( QgsGeometry( new QgsLineString( points ) ) );
  return feature;
}

} // namespace

QString SimulateSceneAlgorithm::displayName() const
{
  return QObject::tr( "Simulate glacier scenes" );
}

QString SimulateSceneAlgorithm::group() const
{
  return QObject::tr( "Simulation" );
}

QStringList SimulateSceneAlgorithm::tags() const
{
  return QObject::tr( "synthetic,sar,sentinel-1,radar,fjord,calving,speckle,demo,test data,training" )
      .split( ',' );
}

QString SimulateSceneAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Makes a believable radar scene of a calving glacier, with zones, heights, optical bands and fronts." );
}

Guide SimulateSceneAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Makes a glacier fjord from a seed: mountains with ice and rock, a glacier with crevasses that calves "
      "into a "
      "fjord with waves, icebergs or melange, and the radar scene of it with the brightness of the terrain, "
      "radar "
      "shadow, speckle and noise.\n\n"
      "Everything that is true of the scene comes along: the zones (0 radar shadow, 64 rock, 127 glacier, "
      "254 ocean), "
      "the heights, an optical reference of 14 bands (12 of Sentinel-2, water vapour and scene "
      "classification) and the "
      "calving fronts as lines with their dates.\n\n"
      "The front retreats at a rate, moves with the seasons, and may fall back by one large calving event; "
      "bays "
      "that calve and fill again, and good and bad years come on top. A table tells all of that by date.\n\n"
      "With a training folder, a labelled set of several glaciers and dates is written in the layout of the "
      "CaFFe "
      "benchmark, ready for training.\n\n"
      "The landscape is random, not a real place. Brightness resembles the scenes of the benchmark." );
  guide.when = QObject::tr(
      "To try training and extraction without data, to teach, to test a change, or to make many "
      "labelled scenes for a first training. A network that has seen simulated scenes alone does "
      "not know real ones." );
  guide.parameters = QStringList{ QStringLiteral( "SEED" ), QStringLiteral( "PIXEL_SIZE" ),
                                  QStringLiteral( "TRAINING_FOLDER" ) };
  guide.result = QObject::tr(
      "The scene looks like one of the benchmark; the front of each date is known exactly, so that "
      "every distance that you measure is the method's own." );
  guide.example = QStringList{ QStringLiteral(
      "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 DATES=2 SCENE=scene.tif ZONES=zones.tif "
      "FRONTS=truth.gpkg" ) };
  guide.next = QStringList{ QStringLiteral( "finetune" ), QStringLiteral( "extractfronts" ) };
  return guide;
}

void SimulateSceneAlgorithm::initAlgorithm( const QVariantMap & )
{
  SceneOptions standard = sceneDefaults();
  int glaciers = 1;
  add( sceneParameters( standard ) );
  add( placeParameters() );
  add( glaciersParameter( glaciers ) );
  add( rareSceneParameters( standard ) );
  add( new QgsProcessingParameterRasterDestination( SCENE, QObject::tr( "Scene" ) ),
       QObject::tr( "The radar scene of the first date." ) );
  const auto addRaster = [this]( const QString &key, const QString &label, const QString &help )
  { add( new QgsProcessingParameterRasterDestination( key, label, QVariant(), true, false ), help ); };
  addRaster( ZONES, QObject::tr( "Zones" ),
             QObject::tr( "0 radar shadow, 64 rock, 127 glacier, 254 ocean." ) );
  addRaster( DEM, QObject::tr( "Heights" ), QObject::tr( "Height of the surface above the sea in metres." ) );
  addRaster(
      OPTICAL, QObject::tr( "Optical reference" ),
      QObject::tr( "B1 to B8, B8A, B9, B11, B12 (reflectance times 10000), water vapour (0.001 cm) and scene "
                   "classification, as a Sentinel-2 Level-2A product without clouds." ) );
  add( new QgsProcessingParameterFeatureSink( FRONTS, QObject::tr( "Calving fronts" ),
                                              compat::sourceVectorLine, QVariant(), true, false ),
       QObject::tr(
           "The true calving fronts of all dates, with those attributes of fronts that a simulated one has: "
           "glacier_name, date, year, month, day, dec_year, sensor, length_m and software." ) );
  add( new QgsProcessingParameterFeatureSink( MOTION, QObject::tr( "True motion" ), compat::sourceVectorTable,
                                              QVariant(), true, false ),
       QObject::tr(
           "A table with a row for each date: how the front truly moved, to hold against the table of "
           "“Measure glacier change”, by date. %1." )
           .arg( meaningsOf( motionColumns() ) ) );
  add( new QgsProcessingParameterFolderDestination( TRAINING_FOLDER, QObject::tr( "Training set" ),
                                                    QVariant(), true, false ),
       QObject::tr(
           "A new or empty folder for scenes, zones and front pixels of all glaciers and dates. An earlier "
           "simulated set there is replaced." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_LENGTH,
                                            QObject::tr( "Length of the first date's fronts (metres)" ) ) );
}

QVariantMap SimulateSceneAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  SceneOptions options = sceneDefaults();
  int glaciers = 1;
  readParameters(
      joined(
          { sceneParameters( options ), rareSceneParameters( options ), { glaciersParameter( glaciers ) } } ),
      parameters, context, *this );
  readPlace( options, parameters, context, *this );
  options.poll = [core] { core.check(); };
  const bool wantsSet = parameters.value( TRAINING_FOLDER ).isValid();
  const double share = wantsSet ? 0.9 : 0.0;
  QVariantMap results;
  // First, since it may find that the folder is somebody else's.
  if ( wantsSet )
  {
    const QString folder = parameterAsString( parameters, TRAINING_FOLDER, context );
    simulateTraining( options, glaciers, folder.toStdString(), core.part( 0, share ) );
    results[TRAINING_FOLDER] = folder;
  }
  results.insert( writeRasters( options, parameters, context, core.part( share, 1 ) ) );
  results.insert( writeFronts( options, parameters, context ) );
  results.insert( writeMotion( options, parameters, context ) );
  const auto layer = [&]( const QString &key, const QString &content, void ( *style )( QgsMapLayer & ) ) {
    return LoadedLayer{ results.value( key ).toString(), content, style };
  };
  SceneFacts facts;
  facts.date = isoDate( options.dayOf( 0 ) );
  facts.sensor = options.sensor;
  showOnLoad( context, facts,
              { layer( FRONTS, QObject::tr( "True calving fronts" ), styleFronts ),
                layer( MOTION, QObject::tr( "True motion" ), nullptr ),
                layer( SCENE, QObject::tr( "Simulated scene" ), nullptr ),
                layer( ZONES, QObject::tr( "True zones" ), nullptr ),
                layer( DEM, QObject::tr( "Heights" ), nullptr ),
                layer( OPTICAL, QObject::tr( "Optical reference" ), nullptr ) } );
  return results;
}

QVariantMap SimulateSceneAlgorithm::writeRasters( const SceneOptions &options, const QVariantMap &parameters,
                                                  QgsProcessingContext &context, const Feedback &feedback )
{
  QVariantMap results;
  const auto path = [&]( const QString &key )
  {
    if ( !parameters.value( key ).isValid() )
      return std::string();
    results[key] = parameterAsOutputLayer( parameters, key, context );
    return results[key].toString().toStdString();
  };
  SceneOutputs outputs;
  outputs.scene = path( SCENE );
  outputs.zones = path( ZONES );
  outputs.dem = path( DEM );
  outputs.optical = path( OPTICAL );
  simulateScene( SimulatedGlacier( options ), 0, outputs, feedback );
  return results;
}

QVariantMap SimulateSceneAlgorithm::writeFronts( const SceneOptions &options, const QVariantMap &parameters,
                                                 QgsProcessingContext &context )
{
  const SimulatedGlacier glacier( options );
  const VectorOutput output( parameterDefinition( FRONTS ), parameters, context );
  VectorContent content;
  content.fields = fieldsOf( frontColumnsHere(), output.isShapefile() );
  content.type = compat::wkbLineString;
  content.crs =
      QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( glacier.placement().grid.crs ) );
  double length = 0;
  for ( int index = 0; index < ( output.isWanted() ? options.dates : 1 ); ++index )
    for ( const SimulatedFront &front : simulatedFronts( glacier, index ) )
    {
      length += index == 0 ? front.lengthMetres : 0;
      content.features << frontFeature( front, content.fields );
    }
  QVariantMap results{ { FRONT_LENGTH, length } };
  if ( output.isWanted() )
    results[FRONTS] = output.write( content );
  return results;
}

QVariantMap SimulateSceneAlgorithm::writeMotion( const SceneOptions &options, const QVariantMap &parameters,
                                                 QgsProcessingContext &context )
{
  const VectorOutput output( parameterDefinition( MOTION ), parameters, context );
  if ( !output.isWanted() )
    return {};
  const SimulatedGlacier glacier( options );
  VectorContent table;
  table.fields = fieldsOf( motionColumns(), output.isShapefile() );
  for ( int index = 0; index < options.dates; ++index )
    table.features << rowOf( table.fields, motionValues( glacier, index ) );
  return { { MOTION, output.write( table ) } };
}

} // namespace calving
