#pragma once

#include <torch/torch.h>

namespace calving
{

struct ResnetBlockOptions
{
  ResnetBlockOptions( int64_t in_channels, int64_t out_channels );

  //! Channels of the input.
  TORCH_ARG( int64_t, in_channels );
  //! Channels of the output.
  TORCH_ARG( int64_t, out_channels );
  //! Probability of dropping a value before the second convolution.
  TORCH_ARG( double, dropout ) = 0.1;
  //! As in Multi-temporal Tyrion: the border is reflected instead of zero, groups are
  //! sequenceDecoderNorm()'s, and there is no temb_proj.
  TORCH_ARG( bool, multi_temporal ) = false;
};

//! Group normalisation as the decoder uses it: 32 groups (one per channel where there are fewer), eps 1e-6.
torch::nn::GroupNorm decoderNorm( int64_t channels );

//! The same of Multi-temporal Tyrion: fewer than 32 channels are normalised in fours, where they can be.
torch::nn::GroupNorm sequenceDecoderNorm( int64_t channels );

//! A 3x3 convolution that keeps the size.
torch::nn::Conv2d conv3x3( int64_t in_channels, int64_t out_channels );

/**
 * Residual block of the decoder (Rombach et al. 2022, latent diffusion): twice normalisation, swish and 3x3
 * convolution, beside a 1x1 shortcut where the channels change.
 *
 * temb_proj belongs to the published state dict and is never used.
 * Shape: (N, in_channels, H, W) -> (N, out_channels, H, W).
 */
class ResnetBlockImpl : public torch::nn::Cloneable<ResnetBlockImpl>
{
public:
  explicit ResnetBlockImpl( const ResnetBlockOptions &options );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  ResnetBlockOptions options;
  torch::nn::GroupNorm norm1{ nullptr };
  torch::nn::Conv2d conv1{ nullptr };
  //! Null where the options say multi_temporal.
  torch::nn::Linear temb_proj{ nullptr };
  torch::nn::GroupNorm norm2{ nullptr };
  torch::nn::Dropout dropout{ nullptr };
  torch::nn::Conv2d conv2{ nullptr };
  //! Null where the channels do not change.
  torch::nn::Conv2d nin_shortcut{ nullptr };
};

TORCH_MODULE( ResnetBlock );

} // namespace calving
