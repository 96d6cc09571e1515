#include "model/train/startweights.h"

#include "model/error.h"
#include "model/modelfile.h"
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

void requireSameWidth( const TyrionSize &start, const TrainOptions &options )
{
  const TyrionSize wanted = tyrionSize( options.size );
  if ( start.embedDimension != wanted.embedDimension || start.depths != wanted.depths ||
       start.heads != wanted.heads )
    throw Error( "The starting weights " + options.startPath + " are of another size than “" + options.size +
                 "” (embedding " + std::to_string( start.embedDimension ) + " instead of " +
                 std::to_string( wanted.embedDimension ) +
                 "). Choose the size that they were trained with." );
}

} // namespace

TorchSeed::TorchSeed( std::uint64_t seed )
  : mLock( generatorMutex() )
{
  torch::manual_seed( seed );
}

bool loadStartWeights( torch::nn::Module &network, const TrainOptions &options, const Feedback &feedback )
{
  ModelFile start = readModelFile( options.startPath );
  requireSameWidth( start.card.size, options );
  const std::string prefix = prefixIn( start.file );
  if ( options.transfer == Transfer::Encoder )
    for ( auto tensor = start.file.tensors.begin(); tensor != start.file.tensors.end(); )
      tensor = belongsToEncoder( tensor->first, prefix ) ? std::next( tensor )
                                                         : start.file.tensors.erase( tensor );
  const WeightReport report = loadWeights( network, start.file, prefix );
  if ( report.matched.empty() )
    throw Error( "None of the weights in " + options.startPath + " fits the network." );
  const std::size_t random = report.missing.size() + report.mismatched.size();
  feedback.inform( "Starting from " + options.startPath + ": " + std::to_string( report.matched.size() ) +
                   " tensors taken, " + std::to_string( random ) + " begin at random." );
  return random == 0 && start.card.task == ModelCard().task;
}

} // namespace calving
