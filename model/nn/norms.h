#pragma once

#include <torch/torch.h>

namespace calving
{

// Torch's normalisations on a CPU want weights of the input's format: under autocast they have another.

//! Layer normalisation over the last dimension.
torch::Tensor layerNorm( const torch::nn::LayerNorm &norm, const torch::Tensor &x );

//! Group normalisation, then swish.
torch::Tensor groupNormSwish( const torch::nn::GroupNorm &norm, const torch::Tensor &x );

} // namespace calving
