#include "model/train/checkpoint/checkpoint.h"

#include "model/error.h"
#include "model/modelfile/checkpointkey.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/weights.h"
#include "model/train/checkpoint/checkpointdifference.h"

namespace calving
{

namespace
{

const std::string mend = " Choose as RESUME a file that a training wrote as its CHECKPOINT.";

TensorFile readCheckpointFile( const std::string &path )
{
  try
  {
    return readSafetensors( path );
  }
  catch ( const Error &e )
  {
    throw Error( "Cannot continue from " + path + ". " + e.what() + mend );
  }
}

//! A network would compute nothing but such values from them. Large ones pass: squares of gradients are
//! large.
void requireNumbers( const torch::Tensor &tensor, const std::string &name, const std::string &path )
{
  if ( tensor.is_floating_point() && !tensor.isfinite().all().item<bool>() )
    throw Error( "The checkpoint " + path + " is damaged: its tensor " + name +
                 " holds values that are no finite numbers. Choose another one." );
}

} // namespace

void writeCheckpoint( const std::string &path, const Checkpoint &checkpoint )
{
  TensorFile file;
  for ( const auto &[name, tensor] : checkpoint.tensors )
    file.tensors[name] = toStored( tensor );
  file.metadata[checkpointKey] = trainStateToJson( checkpoint.state );
  writeSafetensors( path, file );
}

Checkpoint readCheckpoint( const std::string &path )
{
  TensorFile file = readCheckpointFile( path );
  if ( cardOf( file, path ) )
    throw Error( "The file " + path + " is a model, not a checkpoint: give it as START." + mend );
  if ( !file.metadata.count( checkpointKey ) )
    throw Error( "The file " + path + " is no checkpoint of a training." + mend );
  Checkpoint checkpoint;
  checkpoint.state = trainStateFromJson( file.metadata[checkpointKey], path );
  for ( const auto &[name, tensor] : file.tensors )
  {
    checkpoint.tensors[name] = toTorch( tensor );
    requireNumbers( checkpoint.tensors[name], name, path );
  }
  return checkpoint;
}

Checkpoint readCheckpoint( const std::string &path, const std::string &fingerprint )
{
  Checkpoint checkpoint = readCheckpoint( path );
  if ( checkpoint.state.fingerprint != fingerprint )
    throw Error(
        "The checkpoint " + path +
        " belongs to another training: " + checkpointDifference( checkpoint.state.fingerprint, fingerprint ) +
        ". Choose the same as before to continue it, or leave RESUME empty to begin anew (with another "
        "CHECKPOINT, if this one is to stay)." );
  return checkpoint;
}

std::map<std::string, torch::Tensor> tensorsUnder( const Checkpoint &checkpoint, const std::string &prefix )
{
  std::map<std::string, torch::Tensor> result;
  for ( const auto &[name, tensor] : checkpoint.tensors )
    if ( name.rfind( prefix, 0 ) == 0 )
      result[name.substr( prefix.size() )] = tensor;
  return result;
}

} // namespace calving
