#include "algorithms/pretrainalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/computelog.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/trainingoutputs.h"
#include "model/dataset/datasetfolder.h"
#include "model/train/data/packedpairs.h"
#include "model/train/pretrain.h"
#include "model/train/pretrainparameters.h"
#include "model/train/report/frontscores.h"

namespace calving
{

using namespace key;

namespace
{

constexpr const char *modelHelp = shown(
    "The best network, with the head of its method and a model card that says how it was made. Starting "
    "weights for “Train on labelled scenes”." );

} // namespace

QString PretrainAlgorithm::displayName() const
{
  return QObject::tr( "Pre-train on unlabelled scenes" );
}

QString PretrainAlgorithm::group() const
{
  return QObject::tr( "Training" );
}

QStringList PretrainAlgorithm::tags() const
{
  return QObject::tr( "pre-train,self-supervised,ssl4sar,optsimmim,opttranslator,simmim,sentinel-2,tyrion" )
      .split( ',' );
}

QString PretrainAlgorithm::shortDescription() const
{
  return QObject::tr( "Teaches the network SAR scenes without labels, by what optical images show there." );
}

Guide PretrainAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Pre-trains Tyrion as SSL4SAR does (Gourmelon et al. 2025): OptSimMIM hides parts of a SAR scene and "
      "learns what the optical image of the glacier shows there; OptTranslator learns the whole optical "
      "image "
      "from the whole scene. SimMIM (after Xie et al. 2022) hides parts of the scene and learns the scene "
      "itself, for data sets without optical images.\n\n"
      "The result is no network for fronts yet: give it to “Train on labelled scenes” as starting "
      "weights.\n\n"
      "Log and report give, beside the validation loss, the “loss of the bands' means” (of SimMIM: “loss of "
      "the mean grey value”): what a prediction would score on the same held-out crops that knew nothing but "
      "the mean of each band. A network that is not better has learnt nothing. Cancelling, continuing and "
      "early stopping work as in “Train on "
      "labelled scenes”." );
  guide.when = QObject::tr(
      "Before “Train on labelled scenes”, where labels are few and scenes are many. It costs hours "
      "on a graphics card; with many labels the gain is small." );
  guide.parameters =
      QStringList{ QStringLiteral( "DATASET" ), QStringLiteral( "METHOD" ), QStringLiteral( "SIZE" ) };
  guide.result = QObject::tr(
      "Compare the validation loss with the loss of the bands' means: a network that is not better "
      "has learnt nothing. The loss alone does not say how well fronts will be found; only a "
      "training on labels does." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 GLACIERS=2 DATES=2 SCENE=scene.tif "
                      "TRAINING_FOLDER=scenes" ),
      QStringLiteral( "pretrain DATASET=scenes METHOD=OptTranslator SIZE=tiny EPOCHS=1 SAMPLES=4 BATCH=2 "
                      "CROP_SIDE=64 MODEL=pretrained.safetensors" ) };
  guide.citation = QObject::tr(
      "Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945. SimMIM: Xie, Z., et al. (2022): SimMIM: a simple framework "
      "for masked image modeling. CVPR." );
  guide.next = QStringList{ QStringLiteral( "finetune" ) };
  return guide;
}

void PretrainAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterFile( DATASET, QObject::tr( "Data set" ), compat::folderBehavior ),
       QObject::tr( "A folder: the published SSL4SAR data set, what “Build a pre-training data set” or "
                    "“Simulate glacier scenes” "
                    "(for training) wrote, or 8-bit SAR scenes alone (SimMIM)." ) );
  PretrainOptions standard = pretrainDefaults();
  TrainingFiles files;
  add( pretrainParameters( standard ) );
  add( trainingFileParameters( files, modelHelp ) );
  addOutput( new QgsProcessingOutputNumber( LOSS, QObject::tr( "Validation loss" ) ) );
  addOutput( new QgsProcessingOutputNumber(
      LOSS_OF_MEANS, QObject::tr( "Loss of the bands' means (SimMIM: of the mean grey value)" ) ) );
  addOutput( new QgsProcessingOutputNumber( EPOCHS_DONE, QObject::tr( "Epochs" ) ) );
}

PretrainOptions PretrainAlgorithm::options( const QVariantMap &parameters,
                                            QgsProcessingContext &context ) const
{
  PretrainOptions options = pretrainDefaults();
  readParameters( pretrainParameters( options ), parameters, context, *this );
  takePublished( options );
  joinRanks( options.training );
  options.training.command = "calvingfront:pretrain";
  options.training.dataDescription = nameOfData( parameterAsFile( parameters, DATASET, context ) );
  return options;
}

QVariantMap PretrainAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                        QgsProcessingFeedback *feedback )
{
  const PretrainOptions chosen = options( parameters, context );
  const Ranks &ranks = chosen.training.ranks;
  const Feedback core = feedbackOf( ranks, coreFeedback( feedback ) );
  logCompute( chosen.training.compute, core );
  const TrainingFiles files = trainingFiles( parameters, context, *this );
  DatasetFolder pairs( parameterAsFile( parameters, DATASET, context ).toStdString(), core.part( 0, 0 ) );
  const TrainResult result = trainAndPack(
      ranks, files, core, [&] { return pretrain( pairs, chosen, files.outputs, core ); },
      [&]( const std::string &path, const Feedback &progress ) { packPairs( pairs, path, progress ); } );
  QVariantMap results = trainingResults( result, files, core );
  results[LOSS] = numberOrNothing( result.best.figure( figure::loss ) );
  results[LOSS_OF_MEANS] = numberOrNothing( result.best.figure( figureOfMeans( chosen.method ) ) );
  return results;
}

} // namespace calving
