#include "algorithms/finetunealgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/trainingoutputs.h"
#include "algorithms/layers/zonepolygons.h"
#include "algorithms/parameters/computeparameters.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/valueparameters.h"
#include "model/modelfile/modelfile.h"
#include "model/train/data/packedscenes.h"
#include "model/train/data/scenefolder.h"
#include "model/train/finetune.h"
#include "model/train/frontscores.h"

namespace calving
{

namespace
{

QStringList subsets()
{
  return { QStringLiteral( "train" ), QStringLiteral( "test" ), QStringLiteral( "all" ) };
}

} // namespace

QString FinetuneAlgorithm::displayName() const
{
  return QObject::tr( "Train on labelled scenes" );
}

QString FinetuneAlgorithm::group() const
{
  return QObject::tr( "Training" );
}

QStringList FinetuneAlgorithm::tags() const
{
  return QObject::tr( "train,fine-tune,tyrion,caffe,deep learning,segmentation,glacier,model" ).split( ',' );
}

QString FinetuneAlgorithm::shortDescription() const
{
  return QObject::tr( "Trains the network that finds zones and calving fronts on labelled SAR scenes." );
}

QString FinetuneAlgorithm::shortHelpString() const
{
  return QObject::tr( "Trains Tyrion (Gourmelon et al. 2025) to tell rock, glacier and ocean apart.\n\n"
                      "The labelled scenes are either a folder as the CaFFe benchmark lays it out "
                      "(sar_images or sar, zones, and, if "
                      "there are, fronts and manifest.csv), or rasters with a polygon layer of zones that "
                      "you digitised. Scenes of the "
                      "glaciers named in “Glaciers held out”, else a random share, are not trained on but "
                      "judge the network after each "
                      "epoch by the mean distance between its fronts and the true ones. The best network is "
                      "kept: of two, the one "
                      "whose fronts lie nearer, where a missed front counts as half the scene's diagonal.\n\n"
                      "Starting weights that were trained to find zones compete as epoch 0. Cancelling ends "
                      "the training at once and still delivers the best network so far, once an "
                      "epoch has ended. A checkpoint lets "
                      "the training go on later as if it had never stopped. “tiny” learns small data sets on "
                      "a processor in minutes "
                      "to hours; “tyrion” needs a graphics card." );
}

void FinetuneAlgorithm::addScenes()
{
  add( new QgsProcessingParameterFile( SCENES, QObject::tr( "Folder of labelled scenes" ),
                                       compat::folderBehavior, QString(), QVariant(), true ),
       QObject::tr( "8-bit scenes in sar_images or sar, taken as they are, zones NAME_zones.png in zones "
                    "with the codes 0 1 2 3, "
                    "1 2 3 4 or 0 64 127 254 (N/A, rock, glacier, ocean), all alike. Glacier, date and pixel "
                    "size come from the names "
                    "(Glacier_YYYY-MM-DD_Sensor_Resolution_…), the georeference or manifest.csv." ) );
  add( new QgsProcessingParameterMultipleLayers( RASTERS, QObject::tr( "or rasters" ), compat::sourceRaster,
                                                 QVariant(), true ),
       QObject::tr(
           "Georeferenced scenes, best named Glacier_YYYY-MM-DD_Sensor, whose zones are in the polygon "
           "layer. They are prepared for the network as “Extract calving fronts” prepares a scene: with the "
           "same "
           "pixel size, values and band." ) );
  add( new QgsProcessingParameterFeatureSource(
           ZONES_LAYER, QObject::tr( "with zones digitised as polygons" ),
           { static_cast<int>( compat::sourceVectorPolygon ) }, QVariant(), true ),
       QObject::tr(
           "Polygons of rock, glacier and ocean. Pixels outside all polygons are “not available”; where "
           "polygons overlap, the later one counts." ) );
  add( new QgsProcessingParameterField( ZONES_FIELD, QObject::tr( "Field with the zones' classes" ),
                                        QVariant(), ZONES_LAYER, compat::anyField, false, true ),
       QObject::tr( "Holds N/A, rock, glacier or ocean, or their codes as in rasters of zones." ) );
  add( new QgsProcessingParameterField( RASTER_FIELD, QObject::tr( "Field with the raster's name" ),
                                        QVariant(), ZONES_LAYER, compat::anyField, false, true ),
       QObject::tr(
           "The file name, without extension, of the raster that a polygon belongs to: fronts move from date "
           "to date. Empty: every polygon counts for every raster it lies on." ) );
  add( new QgsProcessingParameterString( HOLDOUT, QObject::tr( "Glaciers held out" ), QVariant(), false,
                                         true ),
       QObject::tr(
           "Names, separated by commas, of glaciers that validate instead of training. Empty: a random share "
           "of the scenes, scenes of one glacier and date together." ) );
}

void FinetuneAlgorithm::addPreparation()
{
  addAdvanced(
      new QgsProcessingParameterNumber( BAND, QObject::tr( "Band" ), compat::numberInteger, 1, true, 1 ),
      QObject::tr( "The band of the rasters to use, as in “Extract calving fronts”." ) );
  for ( auto &[parameter, help] : valueParameters() )
    addAdvanced( parameter.release(), help );
  DocumentedParameter pixel = networkPixelParameter(
      QObject::tr( "what the starting weights were trained on, else the median of the rasters" ) );
  addAdvanced( pixel.first.release(), pixel.second );
}

SceneInput FinetuneAlgorithm::sceneInput( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  SceneInput input;
  input.band = parameterAsInt( parameters, BAND, context );
  input.values = valueOptions( parameters, context, *this );
  input.pixelMetres = networkPixelMetres( parameters, context, *this );
  const QString start = parameterAsFile( parameters, trainingkey::START, context );
  if ( input.pixelMetres <= 0 && !start.isEmpty() )
    input.pixelMetres = readModelFile( start.toStdString() ).card.pixelSizeMetres;
  return input;
}

void FinetuneAlgorithm::addOutputs()
{
  for ( const auto &[parameter, help] : advancedTrainingFileParameters() )
    addAdvanced( parameter, help );
  for ( const auto &[parameter, help] : trainingOutputParameters( QObject::tr(
            "The best network, with a model card that says how it was made and how well it does." ) ) )
    add( parameter, help );
  addOutput( new QgsProcessingOutputNumber( MDE, QObject::tr( "Mean distance error (m)" ) ) );
  addOutput( new QgsProcessingOutputNumber( IOU, QObject::tr( "Intersection over union" ) ) );
  addOutput( new QgsProcessingOutputNumber( NO_FRONT, QObject::tr( "Scenes without front" ) ) );
  addOutput( new QgsProcessingOutputNumber( trainingkey::EPOCHS_DONE, QObject::tr( "Epochs" ) ) );
}

void FinetuneAlgorithm::initAlgorithm( const QVariantMap & )
{
  addScenes();
  for ( const auto &[parameter, help] : mainTrainingParameters( finetuneDefaults() ) )
    add( parameter, help );
  for ( auto &[parameter, help] : computeParameters() )
    addAdvanced( parameter.release(), help );
  addAdvanced(
      new QgsProcessingParameterEnum( SUBSET, QObject::tr( "Sub-folder" ), subsets(), false,
                                      subsets().first(), false, true ),
      QObject::tr( "Which of the sub-folders of sar_images and zones to use, where there are such." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( VALIDATION_SHARE, QObject::tr( "Share for validation" ),
                                        compat::numberDouble, 0.1, false, 0, 0.9 ),
      QObject::tr( "Share of the scenes that validate where no glacier is held out. 0: no validation; the "
                   "last network is kept. Published: 0.1." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( TRAINING_SHARE, QObject::tr( "Share of the labels to use" ),
                                        compat::numberDouble, 1, false, 0.001, 1 ),
      QObject::tr( "Trains on this share of the other scenes alone: shows what fewer labels would give." ) );
  addPreparation();
  for ( const auto &[parameter, help] : advancedTrainingParameters( finetuneDefaults() ) )
    addAdvanced( parameter, help );
  for ( const auto &[parameter, help] : zoneParameters( finetuneDefaults() ) )
    addAdvanced( parameter, help );
  addOutputs();
}

void FinetuneAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                 QgsProcessingFeedback *feedback )
{
  const QList<QgsMapLayer *> layers = parameterAsLayerList( parameters, RASTERS, context );
  const bool folder = !parameterAsFile( parameters, SCENES, context ).isEmpty();
  if ( folder == !layers.isEmpty() )
    throw Error( "Choose either a folder of labelled scenes or rasters with a layer of zones." );
  if ( folder )
    return;
  for ( QgsMapLayer *layer : layers )
    mRasters.push_back( rasterSource( qobject_cast<QgsRasterLayer *>( layer ), RASTERS, parameters ) );
  const std::unique_ptr<QgsProcessingFeatureSource> zones(
      parameterAsSource( parameters, ZONES_LAYER, context ) );
  const QStringList field = parameterAsFields( parameters, ZONES_FIELD, context );
  if ( !zones || field.isEmpty() )
    throw Error( "Rasters need a polygon layer of zones and its field with the classes." );
  mZones =
      zonePolygons( *zones, field.first(), parameterAsFields( parameters, RASTER_FIELD, context ).value( 0 ),
                    coreFeedback( feedback ) );
}

std::unique_ptr<SceneSource> FinetuneAlgorithm::openScenes( const QVariantMap &parameters,
                                                            QgsProcessingContext &context,
                                                            const Feedback &feedback ) const
{
  if ( !mRasters.empty() )
    return std::make_unique<PolygonScenes>( mRasters, mZones, sceneInput( parameters, context ), feedback );
  const ValueOptions values = valueOptions( parameters, context, *this );
  if ( parameterAsInt( parameters, BAND, context ) > 1 || values.kind != ValueKind::Automatic ||
       values.dbMin || values.dbMax || networkPixelMetres( parameters, context, *this ) > 0 )
    feedback.warn(
        "BAND, VALUES, DB_MIN, DB_MAX and NETWORK_PIXEL_SIZE count for RASTERS alone: scenes of a folder "
        "are taken as they are, as published." );
  SceneFolderOptions options;
  options.subset = parameterAsEnumString( parameters, SUBSET, context ).toStdString();
  const std::string path = parameterAsFile( parameters, SCENES, context ).toStdString();
  auto scenes = std::make_unique<SceneFolder>( path, options, feedback );
  if ( !scenes->hasOcean() )
    throw Error(
        "The zones of the labelled scenes in " + path +
        " hold no ocean, so that nothing can be learned of fronts. Check their codes: 0 1 2 3, 1 2 3 4 or "
        "0 64 127 254 for not available, rock, glacier and ocean." );
  return scenes;
}

QVariantMap FinetuneAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                        QgsProcessingFeedback *feedback )
{
  FinetuneOptions options;
  options.training = trainingOptions( parameters, context, *this );
  const Ranks &ranks = options.training.ranks;
  const Feedback core = feedbackOf( ranks, coreFeedback( feedback ) );
  options.split.holdout = namesIn( parameterAsString( parameters, HOLDOUT, context ) );
  options.split.fraction = parameterAsDouble( parameters, VALIDATION_SHARE, context );
  options.split.trainingShare = parameterAsDouble( parameters, TRAINING_SHARE, context );
  options.training.command = "calvingfront:finetune";
  options.training.dataDescription = nameOfData( parameterAsFile( parameters, SCENES, context ) );
  logCompute( options.training.compute, core );

  const std::unique_ptr<SceneSource> scenes = openScenes( parameters, context, core.part( 0, 0 ) );
  if ( !mRasters.empty() )
    options.training.dataDescription = std::to_string( mRasters.size() ) + " rasters with digitised zones";
  const QMap<QString, QString> files = trainingFiles( parameters, context, *this );
  const TrainResult result = trainAndPack(
      ranks, files, core,
      [&] { return finetune( *scenes, options, trainOutputs( files, parameters, context, *this ), core ); },
      [&]( const std::string &path, const Feedback &progress ) { packScenes( *scenes, path, progress ); } );
  QVariantMap results = trainingResults( result, files, core );
  results[MDE] = numberOrNothing( result.best.figure( figure::meanDistanceError ) );
  results[IOU] = numberOrNothing( result.best.figure( figure::iou ) );
  results[NO_FRONT] = numberOrNothing( result.best.figure( figure::missingFronts ) );
  return results;
}

} // namespace calving
