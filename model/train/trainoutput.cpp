#include "model/train/trainoutput.h"

#include <cmath>
#include <sstream>

#include "model/atomicfile.h"
#include "model/modelfile.h"
#include "model/nn/weights.h"
#include "model/train/trainlog.h"

namespace calving
{

namespace
{

template <typename Value> std::string text( const Value &value )
{
  std::ostringstream stream;
  stream.imbue( std::locale::classic() );
  stream << value;
  return stream.str();
}

//! The file's name without folder and extension: what fronts made with the model will name.
std::string stem( const std::string &path )
{
  const std::string file = path.substr( path.find_last_of( "/\\" ) + 1 );
  return file.substr( 0, file.find_last_of( '.' ) );
}

ModelCard completed( ModelCard card, const TrainOptions &options, const TrainOutputs &outputs,
                     const TrainResult &result )
{
  card.name = stem( outputs.model );
  card.seed = options.samples.seed;
  for ( const auto &[name, value] : result.best.figures )
    if ( std::isfinite( value ) )
      card.metrics[name] = value;
  for ( const auto &[name, value] : describeOptions( options ) )
    card.notes["training: " + name] = value;
  card.notes["training: ended"] = result.reason;
  card.notes["training: best epoch"] = text( result.bestEpoch );
  card.notes["training: steps"] = text( result.steps );
  return card;
}

} // namespace

std::string trainingFingerprint( const TrainOptions &options )
{
  std::string result;
  TrainOptions together = options;
  // The result is that of one process with the batch of all.
  together.batch *= options.ranks.count;
  for ( const auto &[name, value] : describeOptions( together ) )
    if ( name == "crop side" || name == "batch" || name == "accumulated batches" || name == "optimiser" ||
         name == "seed" || name == "samples per epoch" || name == "encoder frozen" )
      result += ( result.empty() ? "" : ", " ) + name + ' ' + value;
  return result;
}

std::vector<std::pair<std::string, std::string>> describeOptions( const TrainOptions &options )
{
  const AugmentOptions &a = options.samples.augment;
  const CropOptions &c = options.samples.crop;
  const OptimiserOptions &o = options.optimiser;
  const bool adam = o.kind == OptimiserOptions::Kind::AdamW;
  const auto range = []( double low, double high ) { return text( low ) + " to " + text( high ); };
  return {
      { "size", options.size },
      { "starting weights", options.startPath.empty() ? "random" : options.startPath },
      { "transfer", options.transfer == Transfer::Encoder ? "encoder" : "encoder and decoder" },
      { "seed", text( options.samples.seed ) },
      { "crop side", text( c.side ) },
      { "mirrored border", text( c.mirror ) },
      { "rezoom", text( c.rezoomProbability ) + ", " + range( c.rezoomLow, c.rezoomHigh ) },
      { "ocean mix-up", text( a.mixProbability ) + ", " + range( a.mixLow, a.mixHigh ) },
      { "speckle", text( a.speckleProbability ) },
      { "brightness", text( a.brightnessProbability ) + ", " + range( a.brightnessLow, a.brightnessHigh ) },
      { "gamma", text( a.gammaProbability ) + ", " + range( a.gammaLow, a.gammaHigh ) },
      { "flips", text( a.flipProbability ) },
      { "rotations", text( a.rotateProbability ) },
      { "batch", text( options.batch ) },
      { "processes", text( options.ranks.count ) },
      { "accumulated batches", text( options.accumulate ) },
      { "samples per epoch", options.samplesPerEpoch > 0 ? text( options.samplesPerEpoch ) : "automatic" },
      { "epochs", text( options.epochs ) },
      { "minutes", text( options.minutes ) },
      { "optimiser", adam ? "adamw" : "sgd" },
      { "learning rate", text( o.learningRate ) },
      { "momentum", adam ? text( o.beta1 ) + ", " + text( o.beta2 ) : text( o.momentum ) },
      { "weight decay", text( o.weightDecay ) },
      { "longest gradient", text( o.longestGradient ) },
      { "schedule", scheduleName( options.schedule.kind ) },
      { "warm-up steps", text( options.schedule.warmupSteps ) },
      { "patience", text( options.patience ) },
      { "dropout", text( options.dropout ) },
      { "encoder frozen", options.freezeEncoder ? "yes" : "no" },
      { "learning-rate factor from block to block", text( options.layerRateFactor ) },
      { "weight averaging", text( options.averaging ) },
      { "command", options.command },
  };
}

void requireWritable( const TrainOutputs &outputs )
{
  for ( const std::string &path : { outputs.model, outputs.checkpoint, outputs.log, outputs.report } )
    if ( !path.empty() )
      requireWritable( path );
}

void writeTrainingLog( const std::string &path, const std::vector<EpochRecord> &history )
{
  AtomicFile file( path );
  file.write( trainingCsv( history ) );
  file.commit();
}

void writeTrainOutputs( TrainingTask &task, const torch::Device &device, const TrainOptions &options,
                        const TrainOutputs &outputs, const TrainResult &result )
{
  const ModelCard card = completed( task.card(), options, outputs, result );
  if ( !outputs.model.empty() )
    writeModelFile( outputs.model, card, storeWeights( task.network() ) );
  if ( !outputs.log.empty() )
    writeTrainingLog( outputs.log, result.history );
  if ( outputs.report.empty() )
    return;
  ReportContent content{ "Training of " + card.name, describeOptions( options ), {} };
  content.settings.emplace_back( "data", card.trainingData );
  content.settings.emplace_back( "split", card.split );
  content.settings.emplace_back( "device",
                                 device.str() + ", " + text( torch::get_num_threads() ) + " threads" );
  // Who cancels does not wait for predictions.
  if ( outputs.png && !result.cancelled )
    for ( const Picture &picture : task.pictures( device ) )
      content.pictures.emplace_back( picture.caption, outputs.png( picture ) );
  writeTrainingReport( outputs.report, result, content );
}

} // namespace calving
