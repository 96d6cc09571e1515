#include "model/train/checkpoint.h"

#include "model/nn/weights.h"
#include "model/safetensors.h"

namespace calving
{

namespace
{

constexpr const char *stateKey = "training_state";

} // namespace

void writeCheckpoint( const std::string &path, const Checkpoint &checkpoint )
{
  TensorFile file;
  for ( const auto &[name, tensor] : checkpoint.tensors )
    file.tensors[name] = toStored( tensor );
  file.metadata[stateKey] = trainStateToJson( checkpoint.state );
  writeSafetensors( path, file );
}

Checkpoint readCheckpoint( const std::string &path )
{
  TensorFile file = readSafetensors( path );
  Checkpoint checkpoint;
  checkpoint.state = trainStateFromJson( file.metadata[stateKey], path );
  for ( const auto &[name, tensor] : file.tensors )
    checkpoint.tensors[name] = toTorch( tensor );
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
