#pragma once

#include <string>
#include <vector>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! How the tensors of a foreign file and the parameters of a Tyrion of its sizes met, by name.
struct WeightsMatch
{
  std::vector<std::string> matched;
  //! What the network has and the file has not, or not in this shape.
  std::vector<std::string> missing;
  //! What the file has and the network has not, or not in this shape.
  std::vector<std::string> leftOver;
  //! What was not read because of its number format, which stands behind the name: "scale (F8_E4M3)".
  std::vector<std::string> unread;
  //! Masks and coordinate tables, which the network computes anew.
  std::vector<std::string> computed;
};

//! Weights that became ours: the matched tensors, under the published names.
struct ImportedWeights
{
  ModelCard card;
  TensorFile weights;
  WeightsMatch match;
  //! Output channels of the file's decoder blocks; empty where it has none.
  std::vector<std::int64_t> decoderWidths;
};

/**
 * Recognises a Tyrion, its pre-training (OptSimMIM, OptTranslator) or a Swin Transformer V2 alone.
 *
 * What the names of one network begin with is taken off: the usual wrappings ("_orig_mod.", "module.",
 * "model.", "net.", "backbone.", "encoder.", "swin_unet.", ...) in any order, or any other prefix. card.task
 * is "zones", "optsimmim", "simmim" or "opttranslator" only where nothing that is used is missing, else
 * "encoder": starting weights. Of a decoder that is not complete or has other widths nothing is taken. \a
 * origin is the file's path; the card's name is its stem. Throws Error where the file holds no such network,
 * or several, or one whose values are no numbers.
 */
ImportedWeights adoptWeights( TensorFile file, const std::string &origin );

} // namespace calving
