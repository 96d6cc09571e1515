#include "model/nn/resnetblock.h"

#include <algorithm>

#include "model/nn/cancelpoint.h"
#include "model/nn/norms.h"

namespace calving
{

namespace nn = torch::nn;

namespace
{

//! A convolution of 1 x 1 as what it is to every pixel: linear() knows how it is fastest, and safe.
torch::Tensor convolved1x1( const nn::Conv2d &conv, const torch::Tensor &x )
{
  return linear( x.permute( { 0, 2, 3, 1 } ), conv->weight.flatten( 1 ), conv->bias )
      .permute( { 0, 3, 1, 2 } );
}

/**
 * \a x with a border of one pixel, as its second outermost pixels are; where there is only one, as that.
 *
 * Channels-last, which torch's own reflection does not keep.
 */
torch::Tensor withReflectedBorder( const torch::Tensor &x )
{
  torch::Tensor pixels = x.permute( { 0, 2, 3, 1 } );
  for ( const int64_t dim : { 1, 2 } )
  {
    const int64_t side = pixels.size( dim );
    const int64_t second = std::min<int64_t>( 1, side - 1 );
    pixels = torch::cat(
        { pixels.narrow( dim, second, 1 ), pixels, pixels.narrow( dim, side - 1 - second, 1 ) }, dim );
  }
  return pixels.permute( { 0, 3, 1, 2 } );
}

} // namespace

ResnetBlockOptions::ResnetBlockOptions( int64_t in_channels, int64_t out_channels )
  : in_channels_( in_channels )
  , out_channels_( out_channels )
{
}

nn::GroupNorm decoderNorm( int64_t channels )
{
  return nn::GroupNorm( nn::GroupNormOptions( std::min<int64_t>( 32, channels ), channels ).eps( 1e-6 ) );
}

nn::GroupNorm sequenceDecoderNorm( int64_t channels )
{
  constexpr int64_t most = 32;
  const bool inFours = channels < most && channels > 4 && channels % 4 == 0;
  const int64_t groups = inFours ? channels / 4 : std::min( most, channels );
  return nn::GroupNorm( nn::GroupNormOptions( groups, channels ).eps( 1e-6 ) );
}

nn::Conv2d conv3x3( int64_t in_channels, int64_t out_channels )
{
  return nn::Conv2d( nn::Conv2dOptions( in_channels, out_channels, 3 ).padding( 1 ) );
}

ResnetBlockImpl::ResnetBlockImpl( const ResnetBlockOptions &options )
  : options( options )
{
  reset();
}

void ResnetBlockImpl::reset()
{
  constexpr int64_t unusedTimeChannels = 512;
  const int64_t in = options.in_channels();
  const int64_t out = options.out_channels();
  const auto normOf = options.multi_temporal() ? sequenceDecoderNorm : decoderNorm;
  // A reflected border is there before the convolution.
  const auto convolution = [padding = options.multi_temporal() ? 0 : 1]( int64_t from, int64_t to )
  { return nn::Conv2d( nn::Conv2dOptions( from, to, 3 ).padding( padding ) ); };
  norm1 = register_module( "norm1", normOf( in ) );
  conv1 = register_module( "conv1", convolution( in, out ) );
  if ( !options.multi_temporal() )
    temb_proj = register_module( "temb_proj", nn::Linear( unusedTimeChannels, out ) );
  norm2 = register_module( "norm2", normOf( out ) );
  dropout = register_module( "dropout", nn::Dropout( options.dropout() ) );
  conv2 = register_module( "conv2", convolution( out, out ) );
  if ( in != out )
    nin_shortcut = register_module( "nin_shortcut", nn::Conv2d( nn::Conv2dOptions( in, out, 1 ) ) );
}

torch::Tensor ResnetBlockImpl::forward( const torch::Tensor &x )
{
  const auto bordered = [this]( const torch::Tensor &image )
  { return options.multi_temporal() ? withReflectedBorder( image ) : image; };
  torch::Tensor y = cancelPoint( conv1( bordered( cancelPoint( groupNormSwish( norm1, x ) ) ) ) );
  y = cancelPoint( groupNormSwish( norm2, y, is_training() ? options.dropout() : 0.0 ) );
  y = cancelPoint( conv2( bordered( y ) ) );
  return y + ( nin_shortcut ? convolved1x1( nin_shortcut, x ) : x );
}

} // namespace calving
