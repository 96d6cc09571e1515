#pragma once

#include <string>
#include <vector>

#include <torch/torch.h>

#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! What loading tensors by name came to: names, sorted.
struct WeightReport
{
  std::vector<std::string> matched;
  //! In the network, not in the file: keep the values they had.
  std::vector<std::string> missing;
  //! In the file, not in the network.
  std::vector<std::string> leftOver;
  //! In both with different shapes: keep the values they had.
  std::vector<std::string> mismatched;
};

/**
 * Copies the tensors of \a file into the parameters of \a module that have the same name and shape.
 *
 * \a prefix is taken off the file's names; names without it are left over. Half precision and bfloat16 are
 * widened to the parameter's format. The tables and masks that follow from the sizes alone (relative_*,
 * attn_mask) are never copied and never missing: they match where their shapes do.
 */
WeightReport loadWeights( torch::nn::Module &module, const TensorFile &file, const std::string &prefix = {} );

struct StoreOptions
{
  //! Format of the values, a floating-point one.
  TORCH_ARG( torch::ScalarType, dtype ) = torch::kFloat32;
  //! Write relative_* and attn_mask too, as PyTorch's state dict does. They add 33 MB to `tyrion`.
  TORCH_ARG( bool, derived ) = false;
};

//! The parameters of \a module by name.
TensorFile storeWeights( const torch::nn::Module &module, const StoreOptions &options = {} );

//! The tensor in memory, in the format it is stored in. Throws Error for formats torch does not have.
torch::Tensor toTorch( const StoredTensor &tensor );

//! The tensor at rest, in its own format.
StoredTensor toStored( const torch::Tensor &tensor );

} // namespace calving
