#pragma once

#include <torch/torch.h>

#include "model/nn/tyrion.h"

namespace calving
{

struct OptTranslatorOptions
{
  OptTranslatorOptions( const TyrionOptions &tyrion = {} );

  //! The network to pre-train.
  TORCH_ARG( TyrionOptions, tyrion );
  //! Channels to predict.
  TORCH_ARG( int64_t, target_channels ) = 14;
};

/**
 * Pre-training by regression of the optical image from the SAR image (Gourmelon et al. 2025, section III).
 *
 * Shape: (N, 1 or 3, H, W) -> (N, target_channels, H, W).
 */
class OptTranslatorImpl : public torch::nn::Cloneable<OptTranslatorImpl>
{
public:
  explicit OptTranslatorImpl( const OptTranslatorOptions &options = OptTranslatorOptions() );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &sar );

  //! Mean absolute difference. \a target: (N, target_channels, H, W).
  torch::Tensor loss( const torch::Tensor &predicted, const torch::Tensor &target ) const;

  OptTranslatorOptions options;
  Tyrion swin_unet{ nullptr };
  torch::nn::Conv2d last_model_decoder_layer{ nullptr };
};

TORCH_MODULE( OptTranslator );

} // namespace calving
