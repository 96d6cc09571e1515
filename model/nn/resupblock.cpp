#include "model/nn/resupblock.h"

namespace calving
{

UpsampleImpl::UpsampleImpl( int64_t channels )
  : channels( channels )
{
  reset();
}

void UpsampleImpl::reset()
{
  conv = register_module( "conv", conv3x3( channels, channels ) );
}

torch::Tensor UpsampleImpl::forward( const torch::Tensor &x )
{
  const std::vector<int64_t> doubled{ 2 * x.size( 2 ), 2 * x.size( 3 ) };
  return conv( torch::upsample_nearest2d( x, doubled ) );
}

ResUpBlockOptions::ResUpBlockOptions( int64_t in_channels, int64_t out_channels )
  : in_channels_( in_channels )
  , out_channels_( out_channels )
{
}

ResUpBlockImpl::ResUpBlockImpl( const ResUpBlockOptions &options )
  : options( options )
{
  reset();
}

void ResUpBlockImpl::reset()
{
  const auto blockOptions =
      ResnetBlockOptions( options.in_channels(), options.out_channels() ).dropout( options.dropout() );
  block = register_module( "block", ResnetBlock( blockOptions ) );
  if ( options.upsample() )
    up = register_module( "up", Upsample( options.out_channels() ) );
}

torch::Tensor ResUpBlockImpl::forward( const torch::Tensor &x )
{
  const torch::Tensor y = block( x );
  return up ? up( y ) : y;
}

} // namespace calving
