#pragma once

#include <map>

#include <torch/torch.h>

#include "model/nn/acrossframes.h"
#include "model/nn/windowattention.h"
#include "model/nn/windowgrid.h"

namespace calving
{

struct SwinBlockOptions
{
  SwinBlockOptions( int64_t dim, int64_t heads );

  //! Channels of a token.
  TORCH_ARG( int64_t, dim );
  //! Attention heads.
  TORCH_ARG( int64_t, heads );
  //! Side of the token grid that the registered tables are made for. Others are computed when they occur.
  TORCH_ARG( int64_t, resolution ) = 128;
  //! Largest side of a window.
  TORCH_ARG( int64_t, window ) = 16;
  //! Cyclic shift of the windows, 0 or half a window.
  TORCH_ARG( int64_t, shift ) = 0;
  //! Look across the frames of a sequence at the end.
  TORCH_ARG( bool, across_frames ) = false;
};

//! Linear, GELU (erf), Linear with a hidden width of four times the input. Shape: (..., dim) -> the same.
class MlpImpl : public torch::nn::Cloneable<MlpImpl>
{
public:
  explicit MlpImpl( int64_t dim );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  int64_t dim;
  torch::nn::Linear fc1{ nullptr };
  torch::nn::Linear fc2{ nullptr };
};

TORCH_MODULE( Mlp );

/**
 * Swin Transformer V2 block with residual post-normalisation (Liu et al. 2022, section 3.2):
 * x + norm1(attention(x)), then x + norm2(mlp(x)); then FrameRecurrence, where the options say so.
 *
 * Shape: (N, H, W, dim) -> the same, for every H and W.
 */
class SwinBlockImpl : public torch::nn::Cloneable<SwinBlockImpl>
{
public:
  explicit SwinBlockImpl( const SwinBlockOptions &options );

  void reset() override;
  //! \a frames: of each sequence in \a x.
  torch::Tensor forward( const torch::Tensor &x, int64_t frames = 1 );

  //! How this block cuts a grid of height x width tokens.
  WindowGrid grid( int64_t height, int64_t width ) const;
  //! The attention mask of \a grid on the block's device; undefined where nothing is masked.
  torch::Tensor mask( const WindowGrid &grid );

  SwinBlockOptions options;
  torch::Tensor attn_mask;
  torch::nn::LayerNorm norm1{ nullptr };
  WindowAttention attn{ nullptr };
  torch::nn::LayerNorm norm2{ nullptr };
  Mlp mlp{ nullptr };
  //! Null where the options say nothing of frames. Named as in the published state dict.
  FrameRecurrence temporal_convolution{ nullptr };

private:
  //! Attention inside the windows of x: (N, H, W, dim) -> the same.
  torch::Tensor attended( const torch::Tensor &x, const WindowGrid &windows );

  std::map<WindowGrid, torch::Tensor> mMasks;
};

TORCH_MODULE( SwinBlock );

} // namespace calving
