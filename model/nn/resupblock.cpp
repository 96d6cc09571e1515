#include "model/nn/resupblock.h"

#include "model/nn/cancelpoint.h"
#include "model/nn/fused.h"

namespace calving
{

namespace
{

/**
 * 3x3 weights for the doubled image -> 2x2 weights of the four phases for the small one: (O, C, 3, 3) -> (4 *
 * O, C, 2, 2).
 *
 * An even row of the output sees the rows -1, 0, 0 of the small image, an odd one 0, 0, +1; so do columns.
 */
torch::Tensor phaseWeights( const torch::Tensor &weight )
{
  const torch::Tensor sums =
      torch::tensor( { 1.f, 0.f, 0.f, 0.f, 1.f, 1.f, 1.f, 1.f, 0.f, 0.f, 0.f, 1.f }, torch::kFloat32 )
          .to( weight.options() )
          .view( { 4, 3 } );
  const int64_t outputs = weight.size( 0 );
  const int64_t inputs = weight.size( 1 );
  // (O, C, y, x) -> (O, C, row phase and tap, column phase and tap).
  return torch::matmul( torch::matmul( sums, weight ), sums.t() )
      .view( { outputs, inputs, 2, 2, 2, 2 } )
      .permute( { 2, 4, 0, 1, 3, 5 } )
      .reshape( { 4 * outputs, inputs, 2, 2 } );
}

PhaseConvolution phasesOf( const torch::Tensor &weight, const torch::Tensor &bias )
{
  return { phaseWeights( weight ), bias.repeat( 4 ) };
}

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

//! Calls visit( pixels of a phase, the places they take in the doubled image ), all as (N, H, W, O), for the
//! four phases.
template <typename Visit>
void forPhases( const torch::Tensor &phases, const torch::Tensor &image, const Visit &visit )
{
  const int64_t outputs = image.size( 1 );
  const int64_t height = image.size( 2 ) / 2;
  const int64_t width = image.size( 3 ) / 2;
  const torch::Tensor of = phases.permute( { 0, 2, 3, 1 } );
  const torch::Tensor places = image.permute( { 0, 2, 3, 1 } ).view( { -1, height, 2, width, 2, outputs } );
  for ( int64_t row = 0; row < 2; ++row )
    for ( int64_t column = 0; column < 2; ++column )
      visit( of.narrow( 1, row, height )
                 .narrow( 2, column, width )
                 .narrow( 3, ( 2 * row + column ) * outputs, outputs ),
             places.select( 4, column ).select( 2, row ) );
}

//! fusedInterleave() by torch's own copies.
struct PlainInterleave : torch::autograd::Function<PlainInterleave>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &phases )
  {
    const torch::Tensor image =
        torch::empty( { phases.size( 0 ), phases.size( 1 ) / 4, 2 * ( phases.size( 2 ) - 1 ),
                        2 * ( phases.size( 3 ) - 1 ) },
                      phases.options().memory_format( torch::MemoryFormat::ChannelsLast ) );
    forPhases( phases, image,
               []( const torch::Tensor &phase, torch::Tensor places ) { places.copy_( phase ); } );
    context->saved_data["shape"] = phases.sizes().vec();
    return image;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const torch::Tensor image = gradients[0].contiguous( torch::MemoryFormat::ChannelsLast );
    const torch::Tensor phases =
        torch::empty( context->saved_data["shape"].toIntVector(),
                      image.options().memory_format( torch::MemoryFormat::ChannelsLast ) );
    // The first or the last row and column of each phase are seen by no pixel.
    phases.zero_();
    forPhases( phases, image,
               []( torch::Tensor phase, const torch::Tensor &places ) { phase.copy_( places ); } );
    return { phases };
  }
};

torch::Tensor doubledAndConvolved( const torch::Tensor &x, const PhaseConvolution &convolution )
{
  const torch::Tensor phases = cancelPoint( torch::conv2d( x, convolution.weight, convolution.bias, 1, 1 ) );
  // Whole pixels are copied: any number of channels will do.
  constexpr int64_t anyChannels = 0;
  return runsFused( phases, anyChannels ) ? fusedInterleave( phases ) : PlainInterleave::apply( phases );
}

} // namespace

UpsampleOptions::UpsampleOptions( int64_t channels )
  : channels_( channels )
{
}

UpsampleImpl::UpsampleImpl( const UpsampleOptions &options )
  : options( options )
{
  reset();
}

void UpsampleImpl::reset()
{
  conv = register_module( "conv", conv3x3( options.channels(), options.channels() ) );
}

torch::Tensor UpsampleImpl::forward( const torch::Tensor &x )
{
  if ( !options.literal() )
    return doubledAndConvolved( x, kept( [this] { return phasesOf( conv->weight, conv->bias ); } ) );
  const std::vector<int64_t> size{ 2 * x.size( 2 ), 2 * x.size( 3 ) };
  return conv( torch::upsample_nearest2d( x, size ) );
}

torch::Tensor UpsampleImpl::forwardThrough( const torch::Tensor &x, const torch::nn::Conv2d &last )
{
  const auto merged = [&]
  {
    const torch::Tensor outer = last->weight.flatten( 1 );
    const torch::Tensor weight = torch::matmul( outer, conv->weight.flatten( 1 ) );
    const torch::Tensor bias = torch::mv( outer, conv->bias ) + last->bias;
    return phasesOf( weight.view( { -1, options.channels(), 3, 3 } ), bias );
  };
  return doubledAndConvolved( x, kept( merged ) );
}

PhaseConvolution UpsampleImpl::kept( const std::function<PhaseConvolution()> &compute )
{
  if ( !mFormat )
    return compute();
  if ( !mKept.weight.defined() )
  {
    const PhaseConvolution phases = compute();
    mKept = { phases.weight.to( *mFormat ).contiguous( torch::MemoryFormat::ChannelsLast ),
              phases.bias.to( *mFormat ) };
  }
  return mKept;
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
  const auto blockOptions = ResnetBlockOptions( options.in_channels(), options.out_channels() )
                                .dropout( options.dropout() )
                                .multi_temporal( options.multi_temporal() );
  block = register_module( "block", ResnetBlock( blockOptions ) );
  if ( options.across_frames() )
    temporal_block = register_module( "temporal_block", FrameConvolution( options.out_channels() ) );
  if ( options.upsample() )
    up = register_module(
        "up", Upsample( UpsampleOptions( options.out_channels() ).literal( options.literal() ) ) );
}

torch::Tensor ResUpBlockImpl::forwardBlock( const torch::Tensor &x, int64_t frames )
{
  const torch::Tensor y = block( x );
  return temporal_block ? temporal_block( y, frames ) : y;
}

torch::Tensor ResUpBlockImpl::forward( const torch::Tensor &x, int64_t frames )
{
  const torch::Tensor y = forwardBlock( x, frames );
  return up ? up( y ) : y;
}

} // namespace calving
