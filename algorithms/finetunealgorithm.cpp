#include "algorithms/finetunealgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/labellayers.h"
#include "algorithms/layers/zonepolygons.h"
#include "algorithms/parameters/computelog.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/trainingoutputs.h"
#include "model/modelfile/modelfile.h"
#include "model/scene/sceneinputparameters.h"
#include "model/train/data/packedscenes.h"
#include "model/train/data/scenefolder.h"
#include "model/train/finetuneparameters.h"
#include "model/train/report/frontscores.h"

namespace calving
{

using namespace key;

namespace
{

constexpr const char *modelHelp =
    shown( "The best network, with a model card that says how it was made and how well it does." );

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

Guide FinetuneAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Trains Tyrion (Gourmelon et al. 2025) to tell rock, glacier and ocean apart.\n\n"
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
      "to hours; “tyrion” needs a graphics card.\n\n"
      "Without more settings, fewer than 20 scenes adapt a trained network: AdamW with small steps, a "
      "falling learning rate, some minutes, no validation. More scenes train for longer, with "
      "validation. The published training is the recipe “published”. From random weights fewer than 20 "
      "scenes are too few." );
  guide.when = QObject::tr(
      "The model in the box misses the fronts of your glacier, and you have, or can draw, zones for"
      " some of its scenes: some ten, of all seasons. “Prepare labels” fills them in for you to mend. Start "
      "from the model in the box, or from one that “Pre-train on unlabelled scenes” made. For one glacier and "
      "a few labels, “Adapt the model to a glacier” does all this by itself, and says what error to expect." );
  guide.parameters =
      QStringList{ QStringLiteral( "SCENES" ), QStringLiteral( "START" ), QStringLiteral( "RECIPE" ) };
  guide.result = QObject::tr(
      "The mean distance error on the scenes held out is what to expect on other dates of glaciers "
      "that the network has seen; of glaciers that it has not, only “Glaciers held out” tells. If "
      "it still falls at the end, train longer; if it rises while the loss falls, the scenes are "
      "too few." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 GLACIERS=2 DATES=3 SCENE=scene.tif "
                      "TRAINING_FOLDER=labelled" ),
      QStringLiteral( "finetune SCENES=labelled SIZE=tiny EPOCHS=1 SAMPLES=4 BATCH=2 CROP_SIDE=64 "
                      "MODEL=model.safetensors REPORT=training.html" ) };
  guide.citation = QObject::tr(
      "Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945. Gourmelon, N., et al. (2022): Calving fronts and where to "
      "find them: a benchmark dataset and methodology for automatic glacier calving front "
      "extraction from synthetic aperture radar imagery. Earth System Science Data. Data: PANGAEA, "
      "doi:10.1594/PANGAEA.940950 (CC BY 4.0)." );
  guide.next = QStringList{ QStringLiteral( "extractfronts" ), QStringLiteral( "evaluatefronts" ) };
  return guide;
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
           "Polygons of rock, glacier and ocean, best those that “Prepare labels” filled in. Pixels outside all "
           "polygons are “not available”; where polygons overlap, the later one counts. The log names scenes whose "
           "labels are doubtful." ) );
  add( new QgsProcessingParameterField( ZONES_FIELD, QObject::tr( "Field with the zones' classes" ),
                                        QVariant(), ZONES_LAYER, compat::anyField, false, true ),
       QObject::tr( "Holds N/A, rock, glacier or ocean, or their codes as in rasters of zones." ) );
  add( new QgsProcessingParameterField( RASTER_FIELD, QObject::tr( "Field with the raster's name" ),
                                        QVariant(), ZONES_LAYER, compat::anyField, false, true ),
       QObject::tr(
           "The file name, without extension, of the raster that a polygon belongs to: fronts move from date "
           "to date. Empty: every polygon counts for every raster it lies on." ) );
}

void FinetuneAlgorithm::addOutputs()
{
  TrainingFiles files;
  add( trainingFileParameters( files, modelHelp ) );
  addOutput( new QgsProcessingOutputNumber( MDE, QObject::tr( "Mean distance error (m)" ) ) );
  addOutput( new QgsProcessingOutputNumber( IOU, QObject::tr( "Intersection over union" ) ) );
  addOutput( new QgsProcessingOutputNumber( NO_FRONT, QObject::tr( "Scenes without front" ) ) );
  addOutput( new QgsProcessingOutputNumber( EPOCHS_DONE, QObject::tr( "Epochs" ) ) );
}

void FinetuneAlgorithm::initAlgorithm( const QVariantMap & )
{
  addScenes();
  FinetuneOptions standard = finetuneDefaults();
  SceneFolderOptions folder;
  add( mainFinetuneParameters( standard ) );
  add( subsetParameter( folder ) );
  SceneInput input;
  add( sceneInputParameters( input ) );
  add( rareFinetuneParameters( standard ) );
  addOutputs();
}

void FinetuneAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                 QgsProcessingFeedback *feedback )
{
  mRasters = rasterInputs( parameters, RASTERS, context );
  const bool folder = !parameterAsFile( parameters, SCENES, context ).isEmpty();
  if ( folder == !mRasters.empty() )
    throw Error( "Choose either a folder of labelled scenes or rasters with a layer of zones." );
  if ( folder )
    return;
  const std::unique_ptr<QgsProcessingFeatureSource> zones(
      parameterAsSource( parameters, ZONES_LAYER, context ) );
  const QStringList field = parameterAsFields( parameters, ZONES_FIELD, context );
  if ( !zones || field.isEmpty() )
    throw Error( "Rasters need a polygon layer of zones and its field with the classes." );
  mZones =
      zonePolygons( *zones, field.first(), parameterAsFields( parameters, RASTER_FIELD, context ).value( 0 ),
                    coreFeedback( feedback ) );
  mZones.fronts = frontsBeside( parameterAsVectorLayer( parameters, ZONES_LAYER, context ) );
}

std::unique_ptr<SceneSource> FinetuneAlgorithm::openScenes( const QVariantMap &parameters,
                                                            QgsProcessingContext &context,
                                                            const std::string &start,
                                                            const Feedback &feedback ) const
{
  SceneInput input;
  readParameters( sceneInputParameters( input ), parameters, context, *this );
  if ( !mRasters.empty() )
  {
    if ( !( input.pixelMetres > 0 ) && !start.empty() )
      input.pixelMetres = readModelFile( start ).card.pixelSizeMetres;
    return std::make_unique<PolygonScenes>( mRasters, mZones, input, feedback );
  }
  if ( input.band > 1 || input.values.kind != ValueKind::Automatic || input.values.dbMin ||
       input.values.dbMax || input.pixelMetres > 0 )
    feedback.warn(
        "BAND, VALUES, DB_MIN, DB_MAX and NETWORK_PIXEL_SIZE count for RASTERS alone: scenes of a folder "
        "are taken as they are, as published." );
  SceneFolderOptions options;
  readParameters( { subsetParameter( options ) }, parameters, context, *this );
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
  const auto read = [&]( const Parameters &entries )
  { readParameters( entries, parameters, context, *this ); };
  // Where to begin and to compute; the recipe is known once the scenes are counted.
  FinetuneOptions asked = finetuneOptions( read, 0 );
  joinRanks( asked.training );
  const Ranks &ranks = asked.training.ranks;
  const Feedback core = feedbackOf( ranks, coreFeedback( feedback ) );
  logCompute( asked.training.compute, core );

  const TrainingFiles files = trainingFiles( parameters, context, *this );
  const std::unique_ptr<SceneSource> scenes =
      openScenes( parameters, context, asked.training.startPath, core.part( 0, 0 ) );
  FinetuneOptions options = finetuneOptions( read, scenes->count() );
  joinRanks( options.training );
  options.training.command = "calvingfront:finetune";
  options.training.dataDescription =
      mRasters.empty() ? nameOfData( parameterAsFile( parameters, SCENES, context ) )
                       : std::to_string( mRasters.size() ) + " rasters with digitised zones";
  if ( !files.outputs.model.empty() )
    logRecipe( options, scenes->count(), !files.outputs.resume.empty(), core );
  const TrainResult result = trainAndPack(
      ranks, files, core, [&] { return finetune( *scenes, options, files.outputs, core ); },
      [&]( const std::string &path, const Feedback &progress ) { packScenes( *scenes, path, progress ); } );
  QVariantMap results = trainingResults( result, files, core );
  results[MDE] = numberOrNothing( result.best.figure( figure::meanDistanceError ) );
  results[IOU] = numberOrNothing( result.best.figure( figure::iou ) );
  results[NO_FRONT] = numberOrNothing( result.best.figure( figure::missingFronts ) );
  return results;
}

} // namespace calving
