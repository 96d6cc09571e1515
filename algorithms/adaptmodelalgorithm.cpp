#include "algorithms/adaptmodelalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/computelog.h"
#include "algorithms/parameters/datasetinputs.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/labelinputs.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/shippedfiles.h"
#include "algorithms/parameters/trainingoutputs.h"
#include "model/error.h"
#include "model/modelfile/modelfile.h"
#include "model/scene/sceneinputparameters.h"
#include "model/train/adapt/adaptparameters.h"
#include "model/train/data/polygonscenes.h"
#include "model/train/endingtext.h"
#include "model/train/report/frontscores.h"

namespace calving
{

using namespace key;

namespace
{

const QString labelsKey = QStringLiteral( "LABELS" );
const QString copyingKey = QStringLiteral( "MDE_OF_COPYING" );

} // namespace

AdaptModelAlgorithm::AdaptModelAlgorithm( SceneTraining training )
  : mTraining( std::move( training ) )
{
}

QString AdaptModelAlgorithm::displayName() const
{
  return QObject::tr( "Adapt the model to a glacier" );
}

QString AdaptModelAlgorithm::group() const
{
  return QObject::tr( "Training" );
}

QStringList AdaptModelAlgorithm::tags() const
{
  return QObject::tr( "adapt,fine-tune,few labels,train,glacier,model,deep learning" ).split( ',' );
}

QString AdaptModelAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Teaches the model in the box one glacier by a few labelled scenes of it, within minutes." );
}

Guide AdaptModelAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Trains a network that has learned other glaciers on some scenes of yours whose rock, glacier and "
      "ocean you "
      "drew. How it learns is settled: small steps, a falling learning rate, an average of the last weights, "
      "strong changes of tones and scales, squares of the pixel size that the model wants; as many steps as "
      "the "
      "minutes allow.\n\n"
      "With labels of three dates or more it first finds out what error to expect: it hides the labels of "
      "one "
      "date (of more than three dates, of three that lie evenly among them), trains on the others, and "
      "compares "
      "the front that it then finds with the hidden one. Beside it stands what copying would have given: the "
      "front "
      "of the label nearest in time. If the model is no better than that, log and report say so first.\n\n"
      "The model remembers its glacier: its file carries the labels, their dates and their place, some "
      "kilobytes "
      "each. On other scenes of the place “Extract calving fronts” weighs them beside the image (PRIOR), "
      "which "
      "the error to expect does not count in, and “Extract fronts from a series” takes them as labels. "
      "Elsewhere the model works as any other. Cancelled, it is saved as it was then; before the training on "
      "all "
      "labels has begun, nothing is written." );
  guide.when = QObject::tr( "The model in the box misses the fronts of your glacier. Draw the zones of three "
                            "scenes or more, of different "
                            "years, seasons and sensors, those that you want fronts of. With some twenty "
                            "scenes, or several glaciers, use "
                            "“Train on labelled scenes”, which has all the knobs." );
  guide.parameters = QStringList{ RASTERS, labelsKey, QStringLiteral( "MINUTES" ) };
  guide.result = QObject::tr( "The first sentence says how far the model's fronts lay off on labels that it "
                              "had not seen, and how far the "
                              "nearest label in time did. The trainings behind it were shorter and saw fewer "
                              "labels than the model that was "
                              "saved, so that this errs towards caution; but three dates are few. Where "
                              "copying is better, the model alone "
                              "is worth nothing: label more dates, above all where fronts moved. Look at the "
                              "pictures of the report." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=70 SEED=5 DATE=2023-06-01 "
                      "SCENE=Fjord_2023-06-01_S1.tif ZONES=Fjord_2023-06-01_S1_zones.tif" ),
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=70 SEED=5 DATE=2023-08-01 "
                      "SCENE=Fjord_2023-08-01_S1.tif ZONES=Fjord_2023-08-01_S1_zones.tif" ),
      QStringLiteral( "adaptmodel RASTERS=Fjord_2023-06-01_S1.tif;Fjord_2023-08-01_S1.tif "
                      "LABELS=Fjord_2023-06-01_S1_zones.tif;Fjord_2023-08-01_S1_zones.tif MINUTES=0.05 "
                      "MODEL=model.safetensors REPORT=adapted.html" ) };
  guide.citation = QObject::tr(
      "Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945. The model in the box was trained on CaFFe: Gourmelon, N., et "
      "al. (2022): Calving fronts and where to find them: a benchmark dataset and methodology for "
      "automatic glacier calving front extraction from synthetic aperture radar imagery. Earth "
      "System Science Data. Data: PANGAEA, doi:10.1594/PANGAEA.940950 (CC BY 4.0)." );
  guide.next = QStringList{ QStringLiteral( "extractfronts" ), QStringLiteral( "evaluatefronts" ) };
  return guide;
}

void AdaptModelAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new FrontsParameter( RASTERS, QObject::tr( "Scenes" ), compat::sourceRaster ),
       QObject::tr(
           "Georeferenced scenes of the glacier, best named Glacier_YYYY-MM-DD_Sensor, or a folder of "
           "them. Those without labels are not used. They are prepared for the network as “Extract "
           "calving fronts” prepares a scene." ) );
  add( new FrontsParameter( labelsKey, QObject::tr( "Labels" ), compat::sourceMapLayer ),
       QObject::tr(
           "Zones of rock, glacier and ocean: polygons with their class and the name of their raster, or "
           "rasters of zones named as their scenes, with or without _zones, or a folder of them. What is "
           "not drawn is “not available”." ) );
  addAdvanced( new QgsProcessingParameterString( ZONES_FIELD, QObject::tr( "Field with the zones' classes" ),
                                                 QStringLiteral( "zone" ), false, true ),
               QObject::tr( "Of polygons: holds N/A, rock, glacier or ocean, or their codes as in rasters of "
                            "zones." ) );
  addAdvanced(
      new QgsProcessingParameterString( RASTER_FIELD, QObject::tr( "Field with the raster's name" ),
                                        QStringLiteral( "raster" ), false, true ),
      QObject::tr( "Of polygons: the file name, without extension, of the raster that they belong to. "
                   "Polygons that name none, such as rock, count for every raster. With one raster alone "
                   "it may be empty." ) );
  AdaptOptions standard = adaptDefaults();
  SceneInput input;
  TrainOutputs files;
  add( adaptParameters( standard ) );
  add( advanced( sceneInputParameters( input ) ) );
  add( adaptFileParameters( files ) );
  addOutput(
      new QgsProcessingOutputNumber( MDE, QObject::tr( "Mean distance error on labels left out (m)" ) ) );
  addOutput(
      new QgsProcessingOutputNumber( copyingKey, QObject::tr( "That of the nearest label, copied (m)" ) ) );
  addOutput( new QgsProcessingOutputNumber(
      NO_FRONT, QObject::tr( "Scenes left out in which the model found no front" ) ) );
}

void AdaptModelAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                   QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  mShippedModel = shippedModelPath( provider() ).toStdString();
  mLabels = drawnLabels( parameters.value( labelsKey ), parameterAsString( parameters, ZONES_FIELD, context ),
                         parameterAsString( parameters, RASTER_FIELD, context ), context, core );
  if ( !mLabels.fronts.empty() )
    core.warn(
        QObject::tr(
            "Fronts as rasters (NAME_front) are not remembered by the model. Draw them as lines, as “Prepare "
            "labels” does, or give them to “Extract fronts from a series” with their zones." )
            .toStdString() );
  mRasters =
      labelledRasters( radarRasters( parameters.value( RASTERS ), QString(), context ), mLabels, core );
}

AdaptOptions AdaptModelAlgorithm::options( const QVariantMap &parameters,
                                           QgsProcessingContext &context ) const
{
  AdaptOptions options = adaptDefaults();
  options.drawn = mLabels.polygons;
  readParameters( adaptParameters( options ), parameters, context, *this );
  TrainOptions &training = options.recipe.training;
  if ( training.startPath.empty() )
    training.startPath = mShippedModel;
  if ( training.startPath.empty() )
    throw Error(
        "No model comes with this version of the plugin. Choose a trained model to start from (parameter "
        "START)." );
  training.command = "calvingfront:adaptmodel";
  training.dataDescription = std::to_string( mRasters.size() ) + " labelled rasters of one glacier";
  return options;
}

PolygonScenes AdaptModelAlgorithm::scenes( const QVariantMap &parameters, QgsProcessingContext &context,
                                           const std::string &start, const Feedback &feedback ) const
{
  SceneInput input;
  readParameters( sceneInputParameters( input ), parameters, context, *this );
  if ( !( input.pixelMetres > 0 ) )
    input.pixelMetres = readModelFile( start ).card.pixelSizeMetres;
  return { mRasters, mLabels.polygons, input, feedback, mLabels.rasters };
}

QVariantMap AdaptModelAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                          QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  const AdaptOptions chosen = options( parameters, context );
  logCompute( chosen.recipe.training.compute, core );
  TrainOutputs outputs;
  readParameters( adaptFileParameters( outputs ), parameters, context, *this );
  PolygonScenes labelled = scenes( parameters, context, chosen.recipe.training.startPath, core.part( 0, 0 ) );
  const AdaptResult result = adaptModel( labelled, chosen, outputs, mTraining, core );
  if ( result.training.cancelled )
    core.warn( result.training.reason + ' ' + howToGoOn( outputs.checkpoint ) );
  else
    core.inform( result.training.reason );
  QVariantMap results{
      { MDE, numberOrNothing( result.expected.network.figure( figure::meanDistanceError ) ) },
      { copyingKey, numberOrNothing( result.expected.copying.figure( figure::meanDistanceError ) ) },
      { NO_FRONT, numberOrNothing( result.expected.network.figure( figure::missingFronts ) ) } };
  for ( const Parameter &entry : adaptFileParameters( outputs ) )
    if ( const auto *output = std::get_if<OutputKind>( &entry.kind ); output && !output->option->empty() )
      results[QString::fromLatin1( entry.key )] = QString::fromStdString( *output->option );
  return results;
}

} // namespace calving
