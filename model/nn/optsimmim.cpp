#include "model/nn/optsimmim.h"

#include "model/nn/patches.h"

namespace calving
{

namespace nn = torch::nn;

OptSimMimOptions::OptSimMimOptions( const TyrionOptions &tyrion )
  : tyrion_( tyrion )
{
}

OptSimMimImpl::OptSimMimImpl( const OptSimMimOptions &options )
  : options( options )
{
  reset();
}

void OptSimMimImpl::reset()
{
  const int64_t embedding = options.tyrion().size().embedDimension;
  const int64_t patchValues = patchSide * patchSide * options.target_channels();
  swin_unet = register_module( "swin_unet", Tyrion( options.tyrion() ) );
  mask_token = register_parameter( "mask_token", torch::zeros( { 1, 1, embedding } ), false );
  decoder = register_module( "decoder", nn::Linear( embedding, patchValues ) );
  last_model_decoder_layer =
      register_module( "last_model_decoder_layer", nn::Conv2d( nn::Conv2dOptions( embedding, 3, 1 ) ) );
  patch_embed_after_decoder =
      register_module( "patch_embed_after_decoder", PatchEmbed( PatchEmbedOptions( embedding ) ) );
}

torch::Tensor OptSimMimImpl::forward( const torch::Tensor &sar, const torch::Tensor &mask )
{
  const torch::Tensor tokens = swin_unet->embed( sar );
  const torch::Tensor isMasked = torch::zeros( { tokens.size( 0 ), tokens.size( 1 ) * tokens.size( 2 ) },
                                               tokens.options().dtype( torch::kBool ) )
                                     .scatter_( 1, mask, true )
                                     .view( { tokens.size( 0 ), tokens.size( 1 ), tokens.size( 2 ), 1 } );
  const torch::Tensor masked =
      torch::where( isMasked, mask_token.to( tokens.dtype() ).unsqueeze( 0 ), tokens );
  const torch::Tensor image =
      swin_unet->decodeThrough( swin_unet->encode( masked ), last_model_decoder_layer );
  return decoder( gatherTokens( patch_embed_after_decoder( image ).flatten( 1, 2 ), mask ) );
}

torch::Tensor OptSimMimImpl::loss( const torch::Tensor &predicted, const torch::Tensor &target,
                                   const torch::Tensor &mask ) const
{
  return torch::l1_loss( predicted.to( torch::kFloat32 ), gatherTokens( imageToPatches( target ), mask ) );
}

} // namespace calving
