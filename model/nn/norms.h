#pragma once

#include <torch/torch.h>

namespace calving
{

// What comes between convolutions and matrix products, fused where runsFused() says so. Torch's own
// normalisations on a CPU want weights of the input's format: under autocast they have another.

//! Layer normalisation over the last dimension.
torch::Tensor layerNorm( const torch::nn::LayerNorm &norm, const torch::Tensor &x );

//! residual + layerNorm( norm, x ).
torch::Tensor addLayerNorm( const torch::Tensor &residual, const torch::nn::LayerNorm &norm,
                            const torch::Tensor &x );

//! Group normalisation, then swish, then dropout of that probability.
torch::Tensor groupNormSwish( const torch::nn::GroupNorm &norm, const torch::Tensor &x, double dropout = 0 );

//! GELU with the error function.
torch::Tensor gelu( const torch::Tensor &x );

//! x * weight^T + bias over the last dimension, in one product of two matrices. \a bias may be undefined.
torch::Tensor linear( const torch::Tensor &x, const torch::Tensor &weight, const torch::Tensor &bias );

} // namespace calving
