#pragma once

#include <torch/torch.h>

#include "model/nn/windowgrid.h"

namespace calving
{

/**
 * Whether tensors like \a x (last dimension, or that of channels: \a channels) take the fused operations
 * below.
 *
 * This is the one place that decides: on a CPU that has them, for float32 and bfloat16, in multiples of 16
 * channels. Everything else takes torch's own operations, which give the same within rounding.
 */
bool runsFused( const torch::Tensor &x, int64_t channels );

//! While it lives, no thread takes fused operations.
class PlainOperations
{
public:
  PlainOperations();
  ~PlainOperations();
  PlainOperations( const PlainOperations & ) = delete;
  PlainOperations &operator=( const PlainOperations & ) = delete;
};

// The fused operations: each does in one or two passes over memory what takes torch five to twenty, sums in
// float32 or better, and has a gradient of its own. REQUIRES: runsFused().

//! dropout(swish(groupNorm(x))) of channels-last images. \a dropout: probability, 0 for none.
torch::Tensor fusedGroupNormSwish( const torch::Tensor &x, const torch::Tensor &weight,
                                   const torch::Tensor &bias, int64_t groups, double epsilon,
                                   double dropout );

//! residual + layerNorm(x) over the last dimension; without the residual where it is undefined.
torch::Tensor fusedAddLayerNorm( const torch::Tensor &residual, const torch::Tensor &x,
                                 const torch::Tensor &weight, const torch::Tensor &bias, double epsilon );

//! GELU with the error function.
torch::Tensor fusedGelu( const torch::Tensor &x );

//! Whether \a grid fits fusedWindowAttention(): no padding, windows of 8 x 8 or 16 x 16 tokens or the like.
bool fitsFusedAttention( const WindowGrid &grid, int64_t headChannels );

/**
 * Cosine attention inside shifted windows: qkv (N, H, W, 3 * dim) -> (N, H, W, dim).
 *
 * \a bias: (heads, tokens, tokens) of a window, query first; \a scale: (heads). The mask follows from \a
 * grid. Windows are read and written where they lie; probabilities stay in the cache, also in the backward
 * pass.
 */
torch::Tensor fusedWindowAttention( const torch::Tensor &qkv, const torch::Tensor &bias,
                                    const torch::Tensor &scale, const WindowGrid &grid );

//! Position bias of all pairs of tokens of a window from that of their offsets: ((2 * window - 1)^2, heads)
//! -> (heads, tokens, tokens), float32.
torch::Tensor fusedPairBias( const torch::Tensor &offsets, int64_t window );

//! (N, 4 * C, H + 1, W + 1), the four phases one after the other -> (N, C, 2H, 2W): output (y, x) is phase
//! (y mod 2, x mod 2) at (y / 2 + y mod 2, x / 2 + x mod 2). Channels-last.
torch::Tensor fusedInterleave( const torch::Tensor &phases );

} // namespace calving
