#pragma once

#include <torch/torch.h>

#include "model/nn/tyrion.h"

namespace calving
{

struct OptSimMimOptions
{
  OptSimMimOptions( const TyrionOptions &tyrion = {} );

  //! The network to pre-train.
  TORCH_ARG( TyrionOptions, tyrion );
  //! Channels to predict: 14 optical bands, or 1 for SimMIM, whose target is the SAR image itself.
  TORCH_ARG( int64_t, target_channels ) = 14;
};

/**
 * Pre-training by predicting what the optical image shows where SAR tokens are masked
 * (Gourmelon et al. 2025, section III; SimMIM of Xie et al. 2022 with another target).
 *
 * Masked tokens are replaced after the embedding by a zero token that is not trained. Keys as published.
 */
class OptSimMimImpl : public torch::nn::Cloneable<OptSimMimImpl>
{
public:
  explicit OptSimMimImpl( const OptSimMimOptions &options = OptSimMimOptions() );

  void reset() override;

  /**
   * The patches at the masked tokens: (N, K, 16 * target_channels), laid out as imageToPatches() does.
   *
   * \a sar: (N, 1 or 3, H, W); \a mask: (N, K) token indices, int64, without repetition.
   */
  torch::Tensor forward( const torch::Tensor &sar, const torch::Tensor &mask );

  //! Mean absolute difference over the masked patches alone. \a target: (N, target_channels, H, W).
  torch::Tensor loss( const torch::Tensor &predicted, const torch::Tensor &target,
                      const torch::Tensor &mask ) const;

  OptSimMimOptions options;
  Tyrion swin_unet{ nullptr };
  torch::Tensor mask_token;
  torch::nn::Linear decoder{ nullptr };
  torch::nn::Conv2d last_model_decoder_layer{ nullptr };
  PatchEmbed patch_embed_after_decoder{ nullptr };
};

TORCH_MODULE( OptSimMim );

} // namespace calving
