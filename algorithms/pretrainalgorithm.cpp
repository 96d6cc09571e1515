#include "algorithms/pretrainalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/layers/trainingoutputs.h"
#include "algorithms/parameters/computeparameters.h"
#include "model/dataset/datasetfolder.h"
#include "model/train/data/packedpairs.h"
#include "model/train/frontscores.h"
#include "model/train/pretrain.h"

namespace calving
{

namespace
{

const QStringList methods{ QStringLiteral( "OptSimMIM" ), QStringLiteral( "OptTranslator" ),
                           QStringLiteral( "SimMIM" ) };
const QStringList splits{ QStringLiteral( "glacier" ), QStringLiteral( "time" ) };

TrainOptions defaults()
{
  TrainOptions options = publishedPretraining( PretrainMethod::OptSimMim );
  options.samples.crop.side = 0;
  return options;
}

//! Numbers whose published value depends on the method, or is another than in fine-tuning.
std::map<QString, NumberChange> changedNumbers()
{
  return {
      { QStringLiteral( "LEARNING_RATE" ),
        { 0, 0,
          QObject::tr( "How far the weights move per step. 0: as published (released code), 0.001 for "
                       "OptSimMIM and SimMIM, 0.005 for OptTranslator; for adamw try 0.0005." ) } },
      { QStringLiteral( "PATIENCE" ),
        { -1, -1,
          QObject::tr( "The training ends after so many epochs without a better validation. 0: never. -1: as "
                       "published, 100 for OptTranslator, never for the others." ) } },
      { QStringLiteral( "BATCH" ),
        { static_cast<double>( defaults().batch ), 1,
          QObject::tr( "Crops per forward and backward pass; lower it when memory runs out. Published: 4 on "
                       "each of 4 graphics cards." ) } },
      { QStringLiteral( "ACCUMULATE" ),
        { static_cast<double>( defaults().accumulate ), 1,
          QObject::tr( "Batches whose gradients are added up before the weights move. Published: 2 on 4 "
                       "graphics cards, 32 crops per step in all, as 8 batches of 4 here." ) } },
      { QStringLiteral( "SAMPLES" ),
        { 0, 0,
          QObject::tr(
              "0: as many as cover the area of all scenes once, at least ten steps. Published: 76496, "
              "8 for each scene, whose area they cover once." ) } },
  };
}

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

QString PretrainAlgorithm::shortHelpString() const
{
  return QObject::tr(
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
}

void PretrainAlgorithm::addSplit()
{
  add( new QgsProcessingParameterString( HOLDOUT, QObject::tr( "Glaciers held out" ), QVariant(), false,
                                         true ),
       QObject::tr( "Names, separated by commas, of glaciers that validate instead of training. Empty: what "
                    "the data set keeps for validation, else a share of it." ) );
  addAdvanced( new QgsProcessingParameterNumber( VALIDATION_SHARE, QObject::tr( "Share for validation" ),
                                                 compat::numberDouble, 0.1, false, 0, 0.9 ),
               QObject::tr( "Share of the scenes that validate where neither the data set keeps some nor a "
                            "glacier is held out. 0: no validation; the last network is kept." ) );
  addAdvanced(
      new QgsProcessingParameterEnum( SPLIT, QObject::tr( "Keep apart by" ), splits, false, splits.first(),
                                      false, true ),
      QObject::tr( "How that share is chosen: glacier keeps whole glaciers, so that no optical image "
                   "is known; time keeps the latest dates of each glacier." ) );
  addAdvanced( new QgsProcessingParameterNumber( VALIDATION_SAMPLES, QObject::tr( "Crops for validation" ),
                                                 compat::numberInteger, 0, false, 0, 1000000 ),
               QObject::tr( "How many crops, always the same, judge the network after each epoch. 0: as many "
                            "as cover the scenes kept for validation, at most 512." ) );
}

void PretrainAlgorithm::addSamples()
{
  const PairSampleOptions samples;
  const auto real = []( const QString &key, const QString &label, double value, double low, double high )
  { return new QgsProcessingParameterNumber( key, label, compat::numberDouble, value, false, low, high ); };
  addAdvanced(
      new QgsProcessingParameterNumber( MASK_UNIT, QObject::tr( "Side of the masked squares (pixels)" ),
                                        compat::numberInteger, samples.mask.unit, false, 4, 4096 ),
      QObject::tr( "A multiple of 4 that divides the side of the crops. The default is that of the published "
                   "OptSimMIM (Gourmelon et al. 2025, released code). SimMIM (Xie et al. 2022): 32." ) );
  addAdvanced(
      real( MASK_RATIO, QObject::tr( "Share of the masked squares" ), samples.mask.ratio, 0.001, 0.999 ),
      QObject::tr(
          "The default is that of the published OptSimMIM (released configuration). SimMIM (Xie et al. "
          "2022): 0.6." ) );
  addAdvanced(
      real( ZOOM_MIN, QObject::tr( "Enlarged square from" ), samples.zoomLow, 0.05, 1 ),
      QObject::tr( "Of each crop, a square is enlarged to the whole: its smallest side, in sides of "
                   "the crop. The default is that of the published pre-training (released code)." ) );
  addAdvanced(
      real( ZOOM_MAX, QObject::tr( "Enlarged square to" ), samples.zoomHigh, 0.05, 1 ),
      QObject::tr( "Its largest side. The default is that of the published pre-training (released code)." ) );
  addAdvanced(
      real( FLIP, QObject::tr( "Probability of turning upside down" ), samples.flipProbability, 0, 1 ),
      QObject::tr( "As in the published pre-training (released code), its only flip." ) );
}

void PretrainAlgorithm::addOutputs()
{
  for ( const auto &[parameter, help] : advancedTrainingFileParameters() )
    addAdvanced( parameter, help );
  for ( const auto &[parameter, help] : trainingOutputParameters( QObject::tr(
            "The best network, with the head of its method and a model card that says how it was "
            "made. Starting weights for “Train on labelled scenes”." ) ) )
    add( parameter, help );
  addOutput( new QgsProcessingOutputNumber( LOSS, QObject::tr( "Validation loss" ) ) );
  addOutput( new QgsProcessingOutputNumber(
      LOSS_OF_MEANS, QObject::tr( "Loss of the bands' means (SimMIM: of the mean grey value)" ) ) );
  addOutput( new QgsProcessingOutputNumber( trainingkey::EPOCHS_DONE, QObject::tr( "Epochs" ) ) );
}

void PretrainAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterFile( DATASET, QObject::tr( "Data set" ), compat::folderBehavior ),
       QObject::tr( "A folder: the published SSL4SAR data set, what “Build a pre-training data set” or "
                    "“Simulate glacier scenes” "
                    "(for training) wrote, or 8-bit SAR scenes alone (SimMIM)." ) );
  add( new QgsProcessingParameterEnum( METHOD, QObject::tr( "Method" ), methods, false, methods.first(),
                                       false, true ),
       QObject::tr(
           "OptSimMIM and OptTranslator need optical images; SimMIM learns from SAR scenes alone." ) );
  addSplit();
  for ( const auto &[parameter, help] : mainTrainingParameters( defaults() ) )
    add( parameter, help );
  for ( auto &[parameter, help] : computeParameters() )
    addAdvanced( parameter.release(), help );
  addSamples();
  for ( const auto &[parameter, help] : advancedTrainingParameters( defaults(), changedNumbers() ) )
    addAdvanced( parameter, help );
  addOutputs();
}

PretrainOptions PretrainAlgorithm::options( const QVariantMap &parameters,
                                            QgsProcessingContext &context ) const
{
  PretrainOptions options;
  options.method = pretrainMethod( parameterAsEnumString( parameters, METHOD, context ).toStdString() );
  options.training = trainingOptions( parameters, context, *this );
  const TrainOptions published = publishedPretraining( options.method );
  if ( options.training.optimiser.learningRate == 0 )
    options.training.optimiser.learningRate = published.optimiser.learningRate;
  if ( options.training.patience < 0 )
    options.training.patience = published.patience;
  options.training.command = "calvingfront:pretrain";
  options.training.dataDescription = nameOfData( parameterAsFile( parameters, DATASET, context ) );
  options.split.holdout = namesIn( parameterAsString( parameters, HOLDOUT, context ) );
  options.split.fraction = parameterAsDouble( parameters, VALIDATION_SHARE, context );
  if ( parameterAsEnumString( parameters, SPLIT, context ) == splits[1] )
    options.split.by = SplitOptions::By::Time;
  options.validationSamples = parameterAsInt( parameters, VALIDATION_SAMPLES, context );
  options.samples.mask.unit = parameterAsInt( parameters, MASK_UNIT, context );
  options.samples.mask.ratio = parameterAsDouble( parameters, MASK_RATIO, context );
  options.samples.zoomLow = parameterAsDouble( parameters, ZOOM_MIN, context );
  options.samples.zoomHigh = parameterAsDouble( parameters, ZOOM_MAX, context );
  options.samples.flipProbability = parameterAsDouble( parameters, FLIP, context );
  return options;
}

QVariantMap PretrainAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                        QgsProcessingFeedback *feedback )
{
  const PretrainOptions chosen = options( parameters, context );
  const Ranks &ranks = chosen.training.ranks;
  const Feedback core = feedbackOf( ranks, coreFeedback( feedback ) );
  logCompute( chosen.training.compute, core );
  const QMap<QString, QString> files = trainingFiles( parameters, context, *this );
  DatasetFolder pairs( parameterAsFile( parameters, DATASET, context ).toStdString(), core.part( 0, 0 ) );
  const TrainResult result = trainAndPack(
      ranks, files, core,
      [&] { return pretrain( pairs, chosen, trainOutputs( files, parameters, context, *this ), core ); },
      [&]( const std::string &path, const Feedback &progress ) { packPairs( pairs, path, progress ); } );
  QVariantMap results = trainingResults( result, files, core );
  results[LOSS] = numberOrNothing( result.best.figure( figure::loss ) );
  results[LOSS_OF_MEANS] = numberOrNothing( result.best.figure( figureOfMeans( chosen.method ) ) );
  return results;
}

} // namespace calving
