#include "model/modelfile/modelfile.h"

#include <fstream>

#include "model/error.h"
#include "model/modelfile/adoptweights.h"
#include "model/modelfile/checkpointkey.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelcardjson.h"
#include "model/modelfile/pytorch/torchfile.h"
#include "model/modelfile/requirenetwork.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/version.h"

namespace calving
{

namespace
{

constexpr const char *cardKey = "model_card";

#ifndef CALVING_LIBZIP
bool isZip( const std::string &path )
{
  char start[2] = {};
  std::ifstream( path, std::ios::binary ).read( start, sizeof start );
  return start[0] == 'P' && start[1] == 'K';
}
#endif

} // namespace

TensorFile readTensorFile( const std::string &path )
{
#ifdef CALVING_LIBZIP
  if ( isTorchFile( path ) )
    return readTorchFile( path );
#else
  if ( isZip( path ) )
    throw Error(
        "The file " + path +
        " is one of PyTorch, which this program cannot read: it was built without libzip. Convert the "
        "file with calvingfront:importweights." );
#endif
  return readSafetensors( path );
}

std::optional<ModelCard> cardOf( const TensorFile &file, const std::string &origin )
{
  const auto found = file.metadata.find( cardKey );
  return found == file.metadata.end() ? std::nullopt
                                      : std::optional( modelCardFromJson( found->second, origin ) );
}

ModelFile readModelFile( const std::string &path )
{
  ModelFile model;
  model.file = readTensorFile( path );
  if ( model.file.metadata.count( checkpointKey ) )
    throw Error(
        "The file " + path +
        " is a checkpoint of a training, not a model. Choose the model that the training wrote, or give "
        "the checkpoint as RESUME to continue it." );
  if ( const std::optional<ModelCard> card = cardOf( model.file, path ) )
  {
    requireFinite( model.file.tensors, path );
    model.card = *card;
    return model;
  }
  ImportedWeights adopted = adoptWeights( std::move( model.file ), path );
  model.card = std::move( adopted.card );
  model.file = std::move( adopted.weights );
  return model;
}

void writeModelFile( const std::string &path, const ModelCard &card, TensorFile tensors )
{
  ModelCard stamped = card;
  if ( stamped.softwareVersion.empty() )
    stamped.softwareVersion = softwareVersion;
  tensors.metadata["format"] = "pt";
  tensors.metadata[cardKey] = modelCardToJson( stamped );
  writeSafetensors( path, tensors );
}

} // namespace calving
