#include "model/nn/swinblock.h"

#include "model/nn/cancelpoint.h"
#include "model/nn/fused.h"
#include "model/nn/norms.h"

namespace calving
{

namespace nn = torch::nn;

SwinBlockOptions::SwinBlockOptions( int64_t dim, int64_t heads )
  : dim_( dim )
  , heads_( heads )
{
}

MlpImpl::MlpImpl( int64_t dim )
  : dim( dim )
{
  reset();
}

void MlpImpl::reset()
{
  fc1 = register_module( "fc1", nn::Linear( dim, 4 * dim ) );
  fc2 = register_module( "fc2", nn::Linear( 4 * dim, dim ) );
}

torch::Tensor MlpImpl::forward( const torch::Tensor &x )
{
  return linear( calving::gelu( linear( x, fc1->weight, fc1->bias ) ), fc2->weight, fc2->bias );
}

SwinBlockImpl::SwinBlockImpl( const SwinBlockOptions &options )
  : options( options )
{
  reset();
}

WindowGrid SwinBlockImpl::grid( int64_t height, int64_t width ) const
{
  return WindowGrid( height, width, options.window(), options.shift() );
}

void SwinBlockImpl::reset()
{
  const WindowGrid constructed = grid( options.resolution(), options.resolution() );
  const nn::LayerNormOptions normOptions( { options.dim() } );
  mMasks.clear();
  attn_mask = attentionMask( constructed );
  if ( attn_mask.defined() )
    attn_mask = register_buffer( "attn_mask", attn_mask );
  norm1 = register_module( "norm1", nn::LayerNorm( normOptions ) );
  attn = register_module( "attn", WindowAttention( WindowAttentionOptions( options.dim(), options.heads(),
                                                                           constructed.window ) ) );
  norm2 = register_module( "norm2", nn::LayerNorm( normOptions ) );
  mlp = register_module( "mlp", Mlp( options.dim() ) );
  if ( options.across_frames() )
    temporal_convolution = register_module( "temporal_convolution", FrameRecurrence( options.dim() ) );
}

torch::Tensor SwinBlockImpl::mask( const WindowGrid &grid )
{
  if ( grid.shift == 0 && !grid.isPadded() )
    return {};
  torch::Tensor &result = mMasks[grid];
  const torch::Device device = norm1->weight.device();
  if ( !result.defined() || result.device() != device )
    result = attentionMask( grid ).to( device );
  return result;
}

torch::Tensor SwinBlockImpl::attended( const torch::Tensor &x, const WindowGrid &windows )
{
  if ( runsFused( x, x.size( 3 ) ) && fitsFusedAttention( windows, options.dim() / options.heads() ) )
    return attn->forwardGrid( x, windows );
  return mergeWindows( attn( partitionWindows( x, windows ), mask( windows ) ), windows );
}

torch::Tensor SwinBlockImpl::forward( const torch::Tensor &x, int64_t frames )
{
  const WindowGrid windows = grid( x.size( 1 ), x.size( 2 ) );
  torch::Tensor y = cancelPoint( addLayerNorm( x, norm1, attended( x, windows ) ) );
  y = cancelPoint( addLayerNorm( y, norm2, mlp( y ) ) );
  return temporal_convolution ? cancelPoint( temporal_convolution( y, frames ) ) : y;
}

} // namespace calving
