#include "model/nn/opttranslator.h"

namespace calving
{

namespace nn = torch::nn;

OptTranslatorOptions::OptTranslatorOptions( const TyrionOptions &tyrion )
  : tyrion_( tyrion )
{
}

OptTranslatorImpl::OptTranslatorImpl( const OptTranslatorOptions &options )
  : options( options )
{
  reset();
}

void OptTranslatorImpl::reset()
{
  const int64_t embedding = options.tyrion().size().embedDimension;
  swin_unet = register_module( "swin_unet", Tyrion( options.tyrion() ) );
  last_model_decoder_layer =
      register_module( "last_model_decoder_layer",
                       nn::Conv2d( nn::Conv2dOptions( embedding, options.target_channels(), 1 ) ) );
}

torch::Tensor OptTranslatorImpl::forward( const torch::Tensor &sar )
{
  return swin_unet->decodeThrough( swin_unet->encode( swin_unet->embed( sar ) ), last_model_decoder_layer );
}

torch::Tensor OptTranslatorImpl::loss( const torch::Tensor &predicted, const torch::Tensor &target ) const
{
  return torch::l1_loss( predicted.to( torch::kFloat32 ), target );
}

} // namespace calving
