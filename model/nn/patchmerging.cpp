#include "model/nn/patchmerging.h"

#include "model/nn/norms.h"

namespace calving
{

PatchMergingImpl::PatchMergingImpl( int64_t dim )
  : dim( dim )
{
  reset();
}

void PatchMergingImpl::reset()
{
  const auto linearOptions = torch::nn::LinearOptions( 4 * dim, 2 * dim ).bias( false );
  reduction = register_module( "reduction", torch::nn::Linear( linearOptions ) );
  norm = register_module( "norm", torch::nn::LayerNorm( torch::nn::LayerNormOptions( { 2 * dim } ) ) );
}

torch::Tensor PatchMergingImpl::forward( const torch::Tensor &x )
{
  const int64_t height = x.size( 1 ) / 2;
  const int64_t width = x.size( 2 ) / 2;
  const torch::Tensor joined = x.view( { -1, height, 2, width, 2, dim } )
                                   .permute( { 0, 1, 3, 4, 2, 5 } )
                                   .reshape( { -1, height, width, 4 * dim } );
  return layerNorm( norm, reduction( joined ) );
}

} // namespace calving
