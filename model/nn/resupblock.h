#pragma once

#include <torch/torch.h>

#include "model/nn/resnetblock.h"

namespace calving
{

//! Nearest-neighbour doubling, then a 3x3 convolution. Shape: (N, C, H, W) -> (N, C, 2H, 2W).
class UpsampleImpl : public torch::nn::Cloneable<UpsampleImpl>
{
public:
  explicit UpsampleImpl( int64_t channels );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  int64_t channels;
  torch::nn::Conv2d conv{ nullptr };
};

TORCH_MODULE( Upsample );

struct ResUpBlockOptions
{
  ResUpBlockOptions( int64_t in_channels, int64_t out_channels );

  //! Channels of the input.
  TORCH_ARG( int64_t, in_channels );
  //! Channels of the output.
  TORCH_ARG( int64_t, out_channels );
  //! Double the size after the residual block.
  TORCH_ARG( bool, upsample ) = true;
  //! Dropout of the residual block.
  TORCH_ARG( double, dropout ) = 0.1;
};

/**
 * One step of the decoder: a residual block, then doubling.
 *
 * Shape: (N, in_channels, H, W) -> (N, out_channels, 2H, 2W), or (.., H, W) without upsampling.
 */
class ResUpBlockImpl : public torch::nn::Cloneable<ResUpBlockImpl>
{
public:
  explicit ResUpBlockImpl( const ResUpBlockOptions &options );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  ResUpBlockOptions options;
  ResnetBlock block{ nullptr };
  //! Null without upsampling.
  Upsample up{ nullptr };
};

TORCH_MODULE( ResUpBlock );

} // namespace calving
