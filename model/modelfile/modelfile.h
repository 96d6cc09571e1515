#pragma once

#include <optional>
#include <string>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! A network at rest.
struct ModelFile
{
  ModelCard card;
  TensorFile file;
};

/**
 * Reads a .safetensors file or a PyTorch zip file (.pth, .pt, .ckpt); the content decides, not the name.
 *
 * The card is the one in the header (metadata key "model_card", JSON). Where there is none, the card's sizes
 * and task are inferred from the tensors' names and shapes, and the prefixes of training wrappers are taken
 * off the names. Throws Error if the file is missing, damaged (values that are no numbers among it) or holds
 * no Tyrion.
 */
ModelFile readModelFile( const std::string &path );

//! Reads the tensors alone, of a .safetensors or PyTorch file. Throws Error if the file is missing or
//! damaged.
TensorFile readTensorFile( const std::string &path );

//! The card in the metadata of \a file; empty where there is none. Throws Error, naming \a origin, if it is
//! damaged.
std::optional<ModelCard> cardOf( const TensorFile &file, const std::string &origin );

/**
 * Writes \a tensors with \a card to \a path, as writeSafetensors() does.
 *
 * The software version of this program is filled in where \a card has none.
 */
void writeModelFile( const std::string &path, const ModelCard &card, TensorFile tensors );

} // namespace calving
