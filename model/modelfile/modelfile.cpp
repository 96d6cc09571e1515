#include "model/modelfile/modelfile.h"

#include "model/error.h"
#include "model/modelfile/adoptweights.h"
#include "model/modelfile/checkpointkey.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelcardjson.h"
#include "model/modelfile/pytorch/torchfile.h"
#include "model/modelfile/requirenetwork.h"
#include "model/modelfile/safetensors.h"
#include "model/version.h"

namespace calving
{

namespace
{

constexpr const char *cardKey = "model_card";

} // namespace

TensorFile readTensorFile( const std::string &path )
{
  return isTorchFile( path ) ? readTorchFile( path ) : readSafetensors( path );
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
