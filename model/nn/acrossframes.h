#pragma once

#include <torch/torch.h>

namespace calving
{

// What looks across the frames of a sequence (Multi-temporal Tyrion, arXiv 2512.11560). The frames of one
// sequence lie one after the other in the first dimension, which is a multiple of their number; sequences
// know nothing of each other. The released code means the same, and does so for one sequence at a time.

/**
 * Tokens that know those of the same place in the other frames: x + swish(norm(Linear(both directions of a
 * gated recurrent unit over swish(norm(Linear(x)))))), half as wide inside.
 *
 * Shape: (sequences * frames, H, W, dim) -> the same. \a dim is even.
 */
class FrameRecurrenceImpl : public torch::nn::Cloneable<FrameRecurrenceImpl>
{
public:
  explicit FrameRecurrenceImpl( int64_t dim );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x, int64_t frames );

  int64_t dim;
  torch::nn::Linear compress{ nullptr };
  torch::nn::LayerNorm compress_norm{ nullptr };
  //! Holds the weights; forward() computes all places at once, without moving them.
  torch::nn::GRU gru_layer{ nullptr };
  torch::nn::Linear combine_bi{ nullptr };
  torch::nn::LayerNorm norm{ nullptr };

private:
  torch::Tensor directed( const torch::Tensor &x, int direction );
};

TORCH_MODULE( FrameRecurrence );

/**
 * Pixels that see those of the frames before and after: x + convolution over three frames of swish(norm(x)),
 * the sequence reflected at its ends, normalised over all frames together. Begins as the identity.
 *
 * Shape: (sequences * frames, channels, H, W) -> the same.
 */
class FrameConvolutionImpl : public torch::nn::Cloneable<FrameConvolutionImpl>
{
public:
  explicit FrameConvolutionImpl( int64_t channels );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x, int64_t frames );

  int64_t channels;
  torch::nn::GroupNorm norm1{ nullptr };
  torch::nn::Conv3d conv1{ nullptr };
};

TORCH_MODULE( FrameConvolution );

} // namespace calving
