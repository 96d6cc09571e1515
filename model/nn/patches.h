#pragma once

#include <torch/torch.h>

namespace calving
{

//! Side of a patch in pixels: one token of the network.
constexpr int64_t patchSide = 4;

//! (N, C, H, W) -> (N, H/4 * W/4, 16 * C); value (row * 4 + column) * C + channel of each patch.
torch::Tensor imageToPatches( const torch::Tensor &image );

//! The inverse of imageToPatches() for an image of height x width.
torch::Tensor patchesToImage( const torch::Tensor &patches, int64_t height, int64_t width );

//! Rows \a index (N, K) of \a tokens (N, T, C): (N, K, C).
torch::Tensor gatherTokens( const torch::Tensor &tokens, const torch::Tensor &index );

} // namespace calving
