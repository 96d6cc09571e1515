#include "model/nn/norms.h"

#include <torch/version.h>

#include "model/nn/autocast.h"
#include "model/nn/fused.h"

namespace calving
{

namespace
{

torch::Tensor inFormatOf( const torch::Tensor &x, const torch::Tensor &weight )
{
  return weight.to( x.scalar_type() );
}

torch::Tensor plainLayerNorm( const torch::nn::LayerNorm &norm, const torch::Tensor &x )
{
  const KeptFormats kept;
  return torch::layer_norm( x, norm->options.normalized_shape(), inFormatOf( x, norm->weight ),
                            inFormatOf( x, norm->bias ), norm->options.eps() );
}

/**
 * oneDNN's convolution of 1 x 1 adds the bias while it multiplies, its matrix product in passes of their own:
 * 10 to 30 % of a product of thousands of rows in bfloat16. Backwards, and for few rows, the product is the
 * faster. oneDNN 3.7, as in LibTorch 2.6 of Debian 13, divides by zero in such convolutions of many channels
 * (256 to 1024, for instance), forwards and backwards, at least in a virtual machine: LibTorch 2 gets
 * products.
 */
bool isFasterAsConvolution( const torch::Tensor &x )
{
  constexpr int64_t manyRows = 1024;
  constexpr bool isSafe = TORCH_VERSION_MAJOR < 2;
  return isSafe && x.is_cpu() && x.scalar_type() == torch::kBFloat16 && !torch::GradMode::is_enabled() &&
         x.dim() == 4 && x.size( 0 ) * x.size( 1 ) * x.size( 2 ) >= manyRows;
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
  const KeptFormats kept;
  // On CUDA the norm's output is not channels-last, and the convolution behind it would be several times as
  // slow.
  const torch::Tensor y = torch::silu( torch::group_norm( x, groups, inFormatOf( x, norm->weight ),
                                                          inFormatOf( x, norm->bias ), norm->options.eps() )
                                           .contiguous( x.suggest_memory_format() ) );
  return dropout > 0 ? torch::dropout( y, dropout, true ) : y;
}

torch::Tensor gelu( const torch::Tensor &x )
{
  return runsFused( x, x.size( -1 ) ) ? fusedGelu( x ) : torch::gelu( x );
}

torch::Tensor linear( const torch::Tensor &x, const torch::Tensor &weight, const torch::Tensor &bias )
{
  if ( isFasterAsConvolution( x ) )
    return torch::conv2d( x.permute( { 0, 3, 1, 2 } ), weight.unsqueeze( -1 ).unsqueeze( -1 ), bias )
        .permute( { 0, 2, 3, 1 } );
  std::vector<int64_t> shape = x.sizes().vec();
  shape.back() = weight.size( 0 );
  return torch::linear( x.reshape( { -1, x.size( -1 ) } ), weight, bias ).view( shape );
}

} // namespace calving
