#include "model/train/trainoutput.h"

#include <cmath>

#include "model/base/atomicfile.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/nn/weights.h"
#include "model/train/report/trainlog.h"

namespace calving
{

namespace
{

std::string fileName( const std::string &path )
{
  return path.substr( path.find_last_of( "/\\" ) + 1 );
}

//! The file's name without folder and extension: what fronts made with the model will name.
std::string stem( const std::string &path )
{
  const std::string file = fileName( path );
  return file.substr( 0, file.find_last_of( '.' ) );
}

std::vector<std::pair<std::string, std::string>> allSettings( const TrainingTask &task,
                                                              const TrainOptions &options )
{
  std::vector<std::pair<std::string, std::string>> settings = describeOptions( options );
  for ( auto &setting : task.settings() )
    settings.push_back( std::move( setting ) );
  return settings;
}

ModelCard completed( const TrainingTask &task, const TrainOptions &options, const TrainOutputs &outputs,
                     const TrainResult &result )
{
  ModelCard card = task.card();
  card.name = stem( outputs.model );
  card.seed = options.samples.seed;
  for ( const auto &[name, value] : result.best.figures )
    if ( std::isfinite( value ) )
      card.metrics[name] = value;
  for ( const auto &[name, value] : allSettings( task, options ) )
    card.notes["training: " + name] = value;
  card.notes["training: ended"] = result.reason;
  card.notes["training: best epoch"] = numberText( result.bestEpoch );
  card.notes["training: steps"] = numberText( result.steps );
  return card;
}

void writeReport( TrainingTask &task, const torch::Device &device, const TrainOptions &options,
                  const TrainOutputs &outputs, const TrainResult &result, const ModelCard &card )
{
  ReportContent content{ "Training of " + card.name, allSettings( task, options ), {}, false };
  content.settings.emplace_back( "data", card.trainingData );
  content.settings.emplace_back( "split", card.split );
  content.settings.emplace_back( "device",
                                 device.str() + ", " + numberText( torch::get_num_threads() ) + " threads" );
  // Who cancels does not wait for predictions.
  content.picturesLeftOut = outputs.png && result.cancelled;
  if ( outputs.png && !result.cancelled )
    for ( const Picture &picture : task.pictures( device ) )
      content.pictures.emplace_back( picture.caption, outputs.png( picture ) );
  writeTrainingReport( outputs.report, result, content );
}

//! Bytes of all weights in a file.
std::uint64_t bytesOf( const torch::nn::Module &network )
{
  std::uint64_t bytes = 0;
  for ( const torch::Tensor &tensor : network.parameters() )
    bytes += tensor.nbytes();
  return bytes;
}

//! How often a checkpoint holds the weights, or as many values: now, the best, the average, for the
//! optimiser.
std::uint64_t copiesInCheckpoint( const TrainOptions &options )
{
  const bool adam = options.optimiser.kind == OptimiserOptions::Kind::AdamW;
  return 2 + ( options.averaging > 0 ? 1 : 0 ) + ( adam ? 2 : 1 );
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
  const CropOptions &c = options.samples.crop;
  const OptimiserOptions &o = options.optimiser;
  const bool adam = o.kind == OptimiserOptions::Kind::AdamW;
  return {
      { "size", options.size },
      { "starting weights", options.startPath.empty() ? "random" : fileName( options.startPath ) },
      { "transfer", options.transfer == Transfer::Encoder ? "encoder" : "encoder and decoder" },
      { "seed", numberText( options.samples.seed ) },
      { "crop side", numberText( c.side ) },
      { "mirrored border", numberText( c.mirror ) },
      { "batch", numberText( options.batch ) },
      { "processes", numberText( options.ranks.count ) },
      { "accumulated batches", numberText( options.accumulate ) },
      { "samples per epoch",
        options.samplesPerEpoch > 0 ? numberText( options.samplesPerEpoch ) : "automatic" },
      { "epochs", numberText( options.epochs ) },
      { "minutes", numberText( options.minutes ) },
      { "optimiser", adam ? "adamw" : "sgd" },
      { "learning rate", numberText( o.learningRate ) },
      { "momentum", adam ? numberText( o.beta1 ) + ", " + numberText( o.beta2 ) : numberText( o.momentum ) },
      { "weight decay", numberText( o.weightDecay ) },
      { "longest gradient", numberText( o.longestGradient ) },
      { "schedule", scheduleName( options.schedule.kind ) },
      { "warm-up steps", numberText( options.schedule.warmupSteps ) },
      { "patience", numberText( options.patience ) },
      { "dropout", numberText( options.dropout ) },
      { "encoder frozen", options.freezeEncoder ? "yes" : "no" },
      { "learning-rate factor from block to block", numberText( options.layerRateFactor ) },
      { "weight averaging", numberText( options.averaging ) },
      { "command", options.command },
  };
}

void requireWritable( const TrainOutputs &outputs, const torch::nn::Module &network,
                      const TrainOptions &options )
{
  constexpr std::uint64_t text = 1 << 20;
  const std::uint64_t weights = bytesOf( network );
  std::vector<PlannedFile> files;
  for ( const PlannedFile &file : { PlannedFile{ outputs.model, weights },
                                    { outputs.checkpoint, copiesInCheckpoint( options ) * weights },
                                    { outputs.log, text },
                                    { outputs.report, text } } )
    if ( !file.path.empty() )
      files.push_back( file );
  requireWritable( files );
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
  ModelCard card = completed( task, options, outputs, result );
  TensorFile weights = storeWeights( task.network() );
  if ( outputs.complete )
    outputs.complete( card, weights );
  if ( !outputs.model.empty() )
    writeModelFile( outputs.model, card, std::move( weights ) );
  try
  {
    if ( !outputs.log.empty() )
      writeTrainingLog( outputs.log, result.history );
    if ( !outputs.report.empty() )
      writeReport( task, device, options, outputs, result, card );
  }
  catch ( const Error &e )
  {
    throw Error( e.what() +
                 ( outputs.model.empty() ? std::string() : " The model was saved: " + outputs.model + "." ) );
  }
}

} // namespace calving
