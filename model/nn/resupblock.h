#pragma once

#include <functional>
#include <optional>

#include <torch/torch.h>

#include "model/nn/acrossframes.h"
#include "model/nn/resnetblock.h"

namespace calving
{

struct UpsampleOptions
{
  explicit UpsampleOptions( int64_t channels );

  //! Channels of input and output.
  TORCH_ARG( int64_t, channels );
  //! Double first, then convolve. Otherwise both run as one convolution on the small image.
  TORCH_ARG( bool, literal ) = false;
};

//! Weights of the four phases of the output, one after the other.
struct PhaseConvolution
{
  torch::Tensor weight;
  torch::Tensor bias;
};

/**
 * Nearest-neighbour doubling, then a 3x3 convolution. Shape: (N, C, H, W) -> (N, C, 2H, 2W).
 *
 * After doubling, each of the four phases of the output sees only 2x2 different pixels, so a 2x2 convolution
 * of the small image with sums of the weights gives the same with 4/9 of the multiply-adds (Shi et al. 2016,
 * sub-pixel convolution).
 */
class UpsampleImpl : public torch::nn::Cloneable<UpsampleImpl>
{
public:
  explicit UpsampleImpl( const UpsampleOptions &options );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  /**
   * The same, then the 1x1 convolution \a last: (N, C, H, W) -> (N, c, 2H, 2W).
   *
   * One convolution whose weights are the product of both.
   */
  torch::Tensor forwardThrough( const torch::Tensor &x, const torch::nn::Conv2d &last );

  //! Keeps the weights of the one convolution in that format once computed. The weights must not change
  //! afterwards.
  void freeze( torch::ScalarType format ) { mFormat = format; }

  UpsampleOptions options;
  torch::nn::Conv2d conv{ nullptr };

private:
  PhaseConvolution kept( const std::function<PhaseConvolution()> &compute );

  std::optional<torch::ScalarType> mFormat;
  PhaseConvolution mKept;
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
  //! See UpsampleOptions.
  TORCH_ARG( bool, literal ) = false;
  //! See ResnetBlockOptions.
  TORCH_ARG( bool, multi_temporal ) = false;
  //! Look across the frames of a sequence after the residual block.
  TORCH_ARG( bool, across_frames ) = false;
};

/**
 * One step of the decoder: a residual block, a look across frames where the options say so, then doubling.
 *
 * Shape: (N, in_channels, H, W) -> (N, out_channels, 2H, 2W), or (.., H, W) without upsampling.
 */
class ResUpBlockImpl : public torch::nn::Cloneable<ResUpBlockImpl>
{
public:
  explicit ResUpBlockImpl( const ResUpBlockOptions &options );

  void reset() override;
  //! \a frames: of each sequence in \a x.
  torch::Tensor forward( const torch::Tensor &x, int64_t frames = 1 );
  //! What comes before the doubling.
  torch::Tensor forwardBlock( const torch::Tensor &x, int64_t frames );

  ResUpBlockOptions options;
  ResnetBlock block{ nullptr };
  //! Null where the options say nothing of frames.
  FrameConvolution temporal_block{ nullptr };
  //! Null without upsampling.
  Upsample up{ nullptr };
};

TORCH_MODULE( ResUpBlock );

} // namespace calving
