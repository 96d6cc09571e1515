#include "model/nn/norms.h"

namespace calving
{

namespace
{

torch::Tensor inFormatOf( const torch::Tensor &x, const torch::Tensor &weight )
{
  return x.is_cpu() ? weight.to( x.scalar_type() ) : weight;
}

} // namespace

torch::Tensor layerNorm( const torch::nn::LayerNorm &norm, const torch::Tensor &x )
{
  return torch::layer_norm( x, norm->options.normalized_shape(), inFormatOf( x, norm->weight ),
                            inFormatOf( x, norm->bias ), norm->options.eps() );
}

torch::Tensor groupNormSwish( const torch::nn::GroupNorm &norm, const torch::Tensor &x )
{
  return torch::silu( torch::group_norm( x, norm->options.num_groups(), inFormatOf( x, norm->weight ),
                                         inFormatOf( x, norm->bias ), norm->options.eps() ) );
}

} // namespace calving
