#pragma once

#include <map>

#include <torch/torch.h>

#include "model/nn/windowgrid.h"

namespace calving
{

/**
 * Cosine attention by torch's own operations: qkv (count, tokens, 3 * dim) -> (count, tokens, dim).
 *
 * \a bias: (heads, tokens, tokens); \a scale: (heads, 1, 1); \a mask: (windows, tokens, tokens) for each
 * image's windows, undefined where there is none.
 */
torch::Tensor attendWindows( const torch::Tensor &qkv, const torch::Tensor &bias, const torch::Tensor &scale,
                             const torch::Tensor &mask );

struct WindowAttentionOptions
{
  WindowAttentionOptions( int64_t dim, int64_t heads, int64_t window );

  //! Channels of a token.
  TORCH_ARG( int64_t, dim );
  //! Attention heads; divides dim.
  TORCH_ARG( int64_t, heads );
  //! Side of the windows that the registered tables are made for. Others are computed when they occur.
  TORCH_ARG( int64_t, window );
};

/**
 * Cosine attention within windows with a continuous relative position bias (Liu et al. 2022, SwinV2,
 * sections 3.2-3.3).
 *
 * Shape: (N * windows, W*W, dim) -> the same.
 */
class WindowAttentionImpl : public torch::nn::Cloneable<WindowAttentionImpl>
{
public:
  explicit WindowAttentionImpl( const WindowAttentionOptions &options );

  void reset() override;

  //! \a mask: (windows, W*W, W*W), added to the attention of every image's windows; undefined where there is
  //! none.
  torch::Tensor forward( const torch::Tensor &x, const torch::Tensor &mask = {} );

  //! The same for tokens where they lie in the grid, in one fused operation: (N, H, W, dim) -> the same.
  //! REQUIRES: runsFused(), fitsFusedAttention().
  torch::Tensor forwardGrid( const torch::Tensor &x, const WindowGrid &grid );

  //! Keeps position biases once computed. The weights must not change afterwards.
  void freeze() { mFrozen = true; }

  //! The position bias of windows of side \a window: (heads, W*W, W*W).
  torch::Tensor positionBias( int64_t window );

  //! exp(min(logit_scale, log 100)): (heads, 1, 1).
  torch::Tensor scale() const;

  //! Bias of the query, key and value projections together: (3 * dim); keys have none.
  torch::Tensor qkvBias() const;

  WindowAttentionOptions options;
  torch::Tensor logit_scale;
  torch::Tensor q_bias;
  torch::Tensor v_bias;
  torch::Tensor relative_coords_table;
  torch::Tensor relative_position_index;
  torch::nn::Sequential cpb_mlp{ nullptr };
  torch::nn::Linear qkv{ nullptr };
  torch::nn::Linear proj{ nullptr };

private:
  struct Tables
  {
    torch::Tensor coordinates;
    torch::Tensor index;
  };

  const Tables &tables( int64_t window );

  torch::Tensor computedBias( int64_t window );

  std::map<int64_t, Tables> mTables;
  std::map<int64_t, torch::Tensor> mBiases;
  bool mFrozen = false;
};

TORCH_MODULE( WindowAttention );

} // namespace calving
