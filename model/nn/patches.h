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

/**
 * Indices of the tokens to mask: (count, K), int64, ascending in each row.
 *
 * K = tokens - (floor((tokens - 1) * (1 - ratio)) + 1), as in lightly 1.5.10 and later: 4915 of 16384 at 0.3.
 * Token 0 is never masked, as in the published pre-training. The same generator gives the same mask.
 */
torch::Tensor randomTokenMask( int64_t count, int64_t tokens, double ratio, torch::Generator generator );

//! Rows \a index (N, K) of \a tokens (N, T, C): (N, K, C).
torch::Tensor gatherTokens( const torch::Tensor &tokens, const torch::Tensor &index );

} // namespace calving
