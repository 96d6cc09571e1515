#pragma once

#include <torch/torch.h>

namespace calving
{

struct PatchEmbedOptions
{
  explicit PatchEmbedOptions( int64_t dim );

  //! Channels of a token.
  TORCH_ARG( int64_t, dim );
  //! Channels of the image.
  TORCH_ARG( int64_t, in_channels ) = 3;
  //! Side of a patch in pixels.
  TORCH_ARG( int64_t, patch ) = 4;
};

/**
 * One token for each patch of pixels: convolution, then layer normalisation.
 *
 * Shape: (N, in_channels, H, W) -> (N, H/4, W/4, dim).
 */
class PatchEmbedImpl : public torch::nn::Cloneable<PatchEmbedImpl>
{
public:
  explicit PatchEmbedImpl( const PatchEmbedOptions &options );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  PatchEmbedOptions options;
  torch::nn::Conv2d proj{ nullptr };
  torch::nn::LayerNorm norm{ nullptr };
};

TORCH_MODULE( PatchEmbed );

} // namespace calving
