#include "algorithms/parameters/trainingparameters.h"

#include <QDir>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/parameters/computeparameters.h"

namespace calving
{

namespace
{

const QStringList sizes{ QStringLiteral( "tiny" ), QStringLiteral( "small" ), QStringLiteral( "tyrion" ) };
const QStringList optimisers{ QStringLiteral( "sgd" ), QStringLiteral( "adamw" ) };
const QStringList schedules{ QStringLiteral( "constant" ), QStringLiteral( "cosine" ),
                             QStringLiteral( "plateau" ) };
const QStringList transfers{ QStringLiteral( "encoder and decoder" ), QStringLiteral( "encoder" ) };

QgsProcessingParameterDefinition *choice( const QString &key, const QString &label, const QStringList &values,
                                          int chosen = 0 )
{
  return new QgsProcessingParameterEnum( key, label, values, false, values[chosen], false, true );
}

QgsProcessingParameterDefinition *number( const QString &key, const QString &label, bool integer,
                                          double value, double low, double high )
{
  return new QgsProcessingParameterNumber( key, label, integer ? compat::numberInteger : compat::numberDouble,
                                           value, false, low, high );
}

} // namespace

TrainOptions finetuneDefaults()
{
  TrainOptions options;
  options.samples.crop.side = 0;
  return options;
}

DocumentedParameters mainTrainingParameters( const TrainOptions &defaults )
{
  return {
      { choice( trainingkey::SIZE, QObject::tr( "Network size" ), sizes ),
        QObject::tr(
            "tyrion is the published network (50 million weights) and needs a graphics card; small and tiny "
            "are the same network with fewer and narrower layers, for processors." ) },
      { new QgsProcessingParameterFile(
            trainingkey::START, QObject::tr( "Starting weights" ), compat::fileBehavior, QString(),
            QVariant(), true, QObject::tr( "Models (*.safetensors *.pth *.pt *.ckpt);;All files (*.*)" ) ),
        QObject::tr(
            "A model of the same size to start from: trained before, pre-trained, or imported. Empty: random "
            "weights." ) },
      { number( trainingkey::EPOCHS, QObject::tr( "Epochs" ), true, defaults.epochs, 0, 1000000 ),
        QObject::tr( "The training ends after so many passes over the scenes. 0: no limit but the minutes. "
                     "The default is "
                     "the published training." ) },
      { number( trainingkey::MINUTES, QObject::tr( "Minutes" ), false, 0, 0, 1000000 ),
        QObject::tr(
            "The training ends after so many minutes, earlier runs of a continued training counted in. 0: no "
            "limit but the epochs." ) },
      { number( trainingkey::SEED, QObject::tr( "Seed" ), true, 1, 0, 2147483647 ),
        QObject::tr(
            "Decides all random choices: weights, split, crops, changes. The same seed gives the same model "
            "on the same machine." ) },
  };
}

DocumentedParameters advancedTrainingParameters( const TrainOptions &defaults,
                                                 const std::map<QString, NumberChange> &changes )
{
  DocumentedParameters result{
      { choice( trainingkey::OPTIMISER, QObject::tr( "Optimiser" ), optimisers ),
        QObject::tr(
            "sgd as published, or adamw, which often learns faster from few scenes (set the learning rate "
            "to about 0.0005 and the weight decay to 0.05 then)." ) },
      { choice( trainingkey::SCHEDULE, QObject::tr( "Learning-rate schedule" ), schedules,
                static_cast<int>( defaults.schedule.kind ) ),
        QObject::tr(
            "constant as published for fine-tuning; cosine falls to a hundredth by the end; plateau, "
            "as published for pre-training, falls where the validation does not become better." ) },
      { choice( trainingkey::TRANSFER, QObject::tr( "Use of the starting weights" ), transfers ),
        QObject::tr( "encoder and decoder as published, or the encoder alone." ) },
      { new QgsProcessingParameterBoolean( trainingkey::FREEZE_ENCODER,
                                           QObject::tr( "Keep the encoder as it is" ), false ),
        QObject::tr( "Trains the decoder alone, for very few scenes and good starting weights." ) },
      { new QgsProcessingParameterBoolean( trainingkey::RECOMPUTE, QObject::tr( "Recompute activations" ),
                                           false ),
        QObject::tr(
            "Keeps the inputs of blocks alone and computes the rest again in the backward pass: the result "
            "is the same, memory is less, time about a third more. For large crops or batches." ) } };
  for ( const NumberParameter &n : trainingNumbers() )
  {
    const auto change = changes.find( n.key );
    const NumberChange shown =
        change == changes.end() ? NumberChange{ n.get( defaults ), n.low, n.help } : change->second;
    result.emplace_back( number( n.key, n.label, n.integer, shown.value, shown.low, n.high ), shown.help );
  }
  return result;
}

DocumentedParameters zoneParameters( const TrainOptions &defaults )
{
  DocumentedParameters result;
  for ( const NumberParameter &n : zoneNumbers() )
    result.emplace_back( number( n.key, n.label, n.integer, n.get( defaults ), n.low, n.high ), n.help );
  return result;
}

TrainOptions trainingOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                              const QgsProcessingAlgorithm &algorithm )
{
  using Parameters = QgsProcessingParameters;
  const auto definition = [&]( const QString &key ) { return algorithm.parameterDefinition( key ); };
  const auto chosen = [&]( const QString &key )
  { return Parameters::parameterAsEnumString( definition( key ), parameters, context ).toStdString(); };
  TrainOptions options;
  for ( const std::vector<NumberParameter> *numbers : { &trainingNumbers(), &zoneNumbers() } )
    for ( const NumberParameter &n : *numbers )
      if ( definition( n.key ) )
        n.set( options, Parameters::parameterAsDouble( definition( n.key ), parameters, context ) );
  options.size = chosen( trainingkey::SIZE );
  options.startPath =
      Parameters::parameterAsFile( definition( trainingkey::START ), parameters, context ).toStdString();
  options.epochs = Parameters::parameterAsInt( definition( trainingkey::EPOCHS ), parameters, context );
  options.minutes = Parameters::parameterAsDouble( definition( trainingkey::MINUTES ), parameters, context );
  options.samples.seed = static_cast<std::uint64_t>(
      Parameters::parameterAsInt( definition( trainingkey::SEED ), parameters, context ) );
  options.optimiser.kind = optimiserKind( chosen( trainingkey::OPTIMISER ) );
  options.schedule.kind = scheduleKind( chosen( trainingkey::SCHEDULE ) );
  options.transfer = chosen( trainingkey::TRANSFER ) == transfers[1].toStdString()
                         ? Transfer::Encoder
                         : Transfer::EncoderAndDecoder;
  options.freezeEncoder =
      Parameters::parameterAsBool( definition( trainingkey::FREEZE_ENCODER ), parameters, context );
  options.recompute =
      Parameters::parameterAsBool( definition( trainingkey::RECOMPUTE ), parameters, context );
  options.compute = computeOptions( parameters, context, algorithm );
  joinRanks( options );
  return options;
}

std::string nameOfData( const QString &path )
{
  return QDir( path ).dirName().toStdString();
}

} // namespace calving
