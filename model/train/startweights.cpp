#include "model/train/startweights.h"

#include <algorithm>
#include <filesystem>

#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/nn/weights.h"

namespace calving
{

namespace
{

std::mutex &generatorMutex()
{
  static std::mutex mutex;
  return mutex;
}

bool belongsToEncoder( const std::string &name, const std::string &prefix )
{
  return name.rfind( prefix + "patch_embed.", 0 ) == 0 || name.rfind( prefix + "layers.", 0 ) == 0;
}

//! What stands before the network's names in a file of a pre-training, which has a head around the network.
std::string prefixIn( const TensorFile &file )
{
  const std::string prefix = "swin_unet.";
  const auto first = file.tensors.lower_bound( prefix );
  return first != file.tensors.end() && first->first.rfind( prefix, 0 ) == 0 ? prefix : std::string();
}

/**
 * Lets what looks across frames after a block of the encoder begin as nothing: its residual is the swish of a
 * norm, zero where that is, and the encoder says what it has learned of single scenes.
 */
void silenceRecurrences( torch::nn::Module &network )
{
  const torch::NoGradGuard noGradient;
  const std::string ending = ".temporal_convolution.norm.weight";
  for ( auto &item : network.named_parameters() )
    if ( item.key().size() > ending.size() &&
         item.key().compare( item.key().size() - ending.size(), ending.size(), ending ) == 0 )
      item.value().zero_();
}

bool sameWidth( const TyrionSize &a, const TyrionSize &b )
{
  return a.embedDimension == b.embedDimension && a.depths == b.depths && a.heads == b.heads;
}

//! The name of the size \a start of the weights in \a path.
std::string nameOfSize( const TyrionSize &start, const std::string &path )
{
  for ( const char *size : { "tiny", "small", "tyrion" } )
    if ( sameWidth( start, tyrionSize( size ) ) )
      return size;
  throw Error( "The starting weights " + path + " are those of another network (embedding " +
               std::to_string( start.embedDimension ) +
               "). Choose starting weights of one of the sizes tiny, small and tyrion." );
}

} // namespace

TorchSeed::TorchSeed( std::uint64_t seed )
  : mLock( generatorMutex() )
{
  torch::manual_seed( seed );
}

void takeSizeOfStart( TrainOptions &options, const Feedback &feedback )
{
  std::error_code unknown;
  // Their place may be empty where a checkpoint has weights of its own.
  if ( options.startPath.empty() ||
       ( options.resumes && !std::filesystem::exists( options.startPath, unknown ) ) )
    return;
  const TyrionSize start = readModelFile( options.startPath ).card.size;
  const std::string size = nameOfSize( start, options.startPath );
  if ( size != options.size )
    feedback.inform( "The network has the size “" + size +
                     "”, that of the starting weights; SIZE = " + options.size + " does not count." );
  options.size = size;
  if ( start.readsSequences() && options.samples.frames == 1 )
  {
    feedback.inform( "The network reads sequences of " + std::to_string( start.frames ) +
                     " scenes, as the starting weights do." );
    options.samples.frames = start.frames;
  }
}

void countSequences( TrainOptions &options )
{
  const auto sequences = [frames = options.samples.frames]( int crops )
  { return crops > 0 ? std::max( 1, crops / frames ) : crops; };
  options.batch = sequences( options.batch );
  options.samplesPerEpoch = sequences( options.samplesPerEpoch );
}

bool loadStartWeights( torch::nn::Module &network, const TrainOptions &options, const Feedback &feedback )
{
  ModelFile start = readModelFile( options.startPath );
  const std::string prefix = prefixIn( start.file );
  const bool isOther = start.card.size.readsSequences() != ( options.samples.frames > 1 );
  if ( isOther )
    feedback.inform(
        "Of the starting weights only the encoder is used: one network reads sequences of scenes, "
        "the other single ones." );
  if ( isOther || options.transfer == Transfer::Encoder )
    for ( auto tensor = start.file.tensors.begin(); tensor != start.file.tensors.end(); )
      tensor = belongsToEncoder( tensor->first, prefix ) ? std::next( tensor )
                                                         : start.file.tensors.erase( tensor );
  const WeightReport report = loadWeights( network, start.file, prefix );
  if ( isOther )
    silenceRecurrences( network );
  if ( report.matched.empty() )
    throw Error( "None of the weights in " + options.startPath +
                 " fits the network. Choose a model that a "
                 "pre-training or training wrote, or that was imported." );
  const std::size_t random = report.missing.size() + report.mismatched.size();
  feedback.inform( "Starting from " + options.startPath + ": " + std::to_string( report.matched.size() ) +
                   " tensors taken, " + std::to_string( random ) + " begin at random." );
  return random == 0 && start.card.task == ModelCard().task;
}

} // namespace calving
