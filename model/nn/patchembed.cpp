#include "model/nn/patchembed.h"

#include "model/nn/norms.h"

namespace calving
{

PatchEmbedOptions::PatchEmbedOptions( int64_t dim )
  : dim_( dim )
{
}

PatchEmbedImpl::PatchEmbedImpl( const PatchEmbedOptions &options )
  : options( options )
{
  reset();
}

void PatchEmbedImpl::reset()
{
  const auto convOptions = torch::nn::Conv2dOptions( options.in_channels(), options.dim(), options.patch() )
                               .stride( options.patch() );
  proj = register_module( "proj", torch::nn::Conv2d( convOptions ) );
  norm = register_module( "norm", torch::nn::LayerNorm( torch::nn::LayerNormOptions( { options.dim() } ) ) );
}

torch::Tensor PatchEmbedImpl::forward( const torch::Tensor &x )
{
  return layerNorm( norm, proj( x ).permute( { 0, 2, 3, 1 } ).contiguous() );
}

} // namespace calving
