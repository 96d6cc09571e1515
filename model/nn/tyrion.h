#pragma once

#include <vector>

#include <torch/torch.h>

#include "model/modelfile/modelcard.h"
#include "model/nn/patchembed.h"
#include "model/nn/resupblock.h"
#include "model/nn/swinstage.h"

namespace calving
{

struct TyrionOptions
{
  TyrionOptions( const TyrionSize &size = {} );

  //! Widths, depths and classes.
  TORCH_ARG( TyrionSize, size );
  //! Side of the images that the registered tables and masks are made for; any other multiple of 32 works as
  //! well.
  TORCH_ARG( int64_t, image_side ) = 512;
  //! Dropout of the decoder.
  TORCH_ARG( double, dropout ) = 0.1;
  //! Keep the inputs of blocks alone for the backward pass and compute the rest again: less memory, about a
  //! third more time.
  TORCH_ARG( bool, recompute ) = false;
  //! Compute every convolution as published. Otherwise Upsample merges what can be merged: same function and
  //! gradients.
  TORCH_ARG( bool, literal ) = false;
};

/**
 * Tyrion: a Swin Transformer V2 encoder and a residual convolutional decoder
 * (Gourmelon et al. 2025, IEEE TGRS 63, doi 10.1109/TGRS.2025.3580945).
 *
 * Where the size says that it reads sequences it is Multi-temporal Tyrion (arXiv 2512.11560) with gated
 * recurrent units: images of one place know of each other (see acrossframes.h), and the decoder is slimmer.
 * Names of parameters and buffers are those of the published state dicts.
 * Shape: (N, 1 or 3, H, W) with values in [0, 1] -> logits (N, classes, H, W); H and W are multiples of 32.
 */
class TyrionImpl : public torch::nn::Cloneable<TyrionImpl>
{
public:
  explicit TyrionImpl( const TyrionOptions &options = TyrionOptions() );

  void reset() override;

  //! \a frames: images of each sequence, which lie one after the other in \a x; any number, whatever the size
  //! says. Throws c10::Error where a side is no multiple of 32, or a sequence is not whole.
  torch::Tensor forward( const torch::Tensor &x, int64_t frames = 1 );

  //! Tokens of the image, one for 4x4 pixels: (N, 1 or 3, H, W) -> (N, H/4, W/4, embedding).
  torch::Tensor embed( const torch::Tensor &x );
  //! The four skips, before downsampling: (N, H/4, W/4, e), (N, H/8, W/8, 2e), ... (N, H/32, W/32, 8e).
  std::vector<torch::Tensor> encode( torch::Tensor tokens, int64_t frames = 1 );
  /**
   * The decoder, then the 1x1 convolution \a last: skips -> (N, channels of last, H, W).
   *
   * Nothing comes between \a last and the 3x3 convolution before it, so both run as one (unless
   * options.literal()).
   */
  torch::Tensor decodeThrough( const std::vector<torch::Tensor> &skips, torch::nn::Conv2d &last,
                               int64_t frames = 1 );

  /**
   * Makes the network faster and for inference alone: weights of convolutions and matrix products in \a
   * format and in the order of memory that they want, everything that follows from weights computed once.
   *
   * The weights must not change afterwards. A float32 network that is not frozen gives the same within
   * rounding.
   */
  void freeze( torch::ScalarType format );

  TyrionOptions options;
  PatchEmbed patch_embed{ nullptr };
  torch::nn::ModuleList layers{ nullptr };
  torch::nn::ModuleList pred_target{ nullptr };
  //! Part of the published state dict, never used.
  torch::nn::Conv2d outputt{ nullptr };
};

TORCH_MODULE( Tyrion );

//! Normal with deviation 0.02 for the weights of all linear layers inside \a module, 0 for their biases.
void initialiseLinearLayers( torch::nn::Module &module );

} // namespace calving
