#pragma once

#include <torch/torch.h>

namespace calving
{

struct TextureUnetOptions
{
  explicit TextureUnetOptions( int64_t in_channels );

  //! Numbers of each cell.
  TORCH_ARG( int64_t, in_channels );
  //! Channels at full, half and quarter resolution. Each a multiple of 4.
  TORCH_ARG( std::vector<int64_t>, channels ) = std::vector<int64_t>( { 16, 32, 64 } );
  //! Probability that a whole plane of the input is dropped in training.
  TORCH_ARG( double, dropout ) = 0.15;
};

/**
 * A U-Net (Ronneberger et al. 2015) of some 120,000 parameters: three resolutions, each two 3x3 convolutions
 * with group normalisation in 4 groups and ReLU; means on the way down, nearest neighbours on the way up.
 *
 * Small on purpose: it judges texture within some 3 km, and cannot learn where on a coast it is.
 * Shape: (N, in_channels, H, W) -> (N, H, W), logarithms of the odds of glacier. REQUIRES: H and W are
 * multiples of 4.
 */
class TextureUnetImpl : public torch::nn::Cloneable<TextureUnetImpl>
{
public:
  explicit TextureUnetImpl( const TextureUnetOptions &options );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &numbers );

  TextureUnetOptions options;
  torch::nn::Dropout2d dropout{ nullptr };
  torch::nn::Sequential down0{ nullptr };
  torch::nn::Sequential down1{ nullptr };
  torch::nn::Sequential down2{ nullptr };
  torch::nn::Sequential up1{ nullptr };
  torch::nn::Sequential up0{ nullptr };
  torch::nn::Conv2d head{ nullptr };
};

TORCH_MODULE( TextureUnet );

} // namespace calving
