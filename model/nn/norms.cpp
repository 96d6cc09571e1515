#include "model/nn/norms.h"

#include "model/nn/fused.h"

namespace calving
{

namespace
{

torch::Tensor inFormatOf( const torch::Tensor &x, const torch::Tensor &weight )
{
  return x.is_cpu() ? weight.to( x.scalar_type() ) : weight;
}

torch::Tensor plainLayerNorm( const torch::nn::LayerNorm &norm, const torch::Tensor &x )
{
  return torch::layer_norm( x, norm->options.normalized_shape(), inFormatOf( x, norm->weight ),
                            inFormatOf( x, norm->bias ), norm->options.eps() );
}

} // namespace

torch::Tensor layerNorm( const torch::nn::LayerNorm &norm, const torch::Tensor &x )
{
  return runsFused( x, x.size( -1 ) )
             ? fusedAddLayerNorm( {}, x, norm->weight, norm->bias, norm->options.eps() )
             : plainLayerNorm( norm, x );
}

torch::Tensor addLayerNorm( const torch::Tensor &residual, const torch::nn::LayerNorm &norm,
                            const torch::Tensor &x )
{
  return runsFused( x, x.size( -1 ) ) && residual.scalar_type() == x.scalar_type()
             ? fusedAddLayerNorm( residual, x, norm->weight, norm->bias, norm->options.eps() )
             : residual + plainLayerNorm( norm, x );
}

torch::Tensor groupNormSwish( const torch::nn::GroupNorm &norm, const torch::Tensor &x, double dropout )
{
  const int64_t groups = norm->options.num_groups();
  if ( runsFused( x, x.size( 1 ) ) )
    return fusedGroupNormSwish( x, norm->weight, norm->bias, groups, norm->options.eps(), dropout );
  const torch::Tensor y = torch::silu( torch::group_norm(
      x, groups, inFormatOf( x, norm->weight ), inFormatOf( x, norm->bias ), norm->options.eps() ) );
  return dropout > 0 ? torch::dropout( y, dropout, true ) : y;
}

torch::Tensor gelu( const torch::Tensor &x )
{
  return runsFused( x, x.size( -1 ) ) ? fusedGelu( x ) : torch::gelu( x );
}

torch::Tensor linear( const torch::Tensor &x, const torch::Tensor &weight, const torch::Tensor &bias )
{
  std::vector<int64_t> shape = x.sizes().vec();
  shape.back() = weight.size( 0 );
  return torch::linear( x.reshape( { -1, x.size( -1 ) } ), weight, bias ).view( shape );
}

} // namespace calving
