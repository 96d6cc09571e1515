#include "model/train/startweights.h"

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

bool sameWidth( const TyrionSize &a, const TyrionSize &b )
{
  return a.embedDimension == b.embedDimension && a.depths == b.depths && a.heads == b.heads;
}

void requireSameWidth( const TyrionSize &start, const TrainOptions &options )
{
  if ( sameWidth( start, tyrionSize( options.size ) ) )
    return;
  const std::string problem = "The size of the network is “" + options.size + "”, but the starting weights " +
                              options.startPath + " are those of ";
  for ( const char *size : { "tiny", "small", "tyrion" } )
    if ( sameWidth( start, tyrionSize( size ) ) )
      throw Error( problem + "“" + size + "”. Choose that size, or other starting weights." );
  throw Error( problem + "another network (embedding " + std::to_string( start.embedDimension ) +
               "). Choose starting weights of one of the sizes tiny, small and tyrion." );
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
    throw Error( "None of the weights in " + options.startPath +
                 " fits the network. Choose a model that a "
                 "pre-training or training wrote, or that was imported." );
  const std::size_t random = report.missing.size() + report.mismatched.size();
  feedback.inform( "Starting from " + options.startPath + ": " + std::to_string( report.matched.size() ) +
                   " tensors taken, " + std::to_string( random ) + " begin at random." );
  return random == 0 && start.card.task == ModelCard().task;
}

} // namespace calving
