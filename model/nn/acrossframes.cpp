#include "model/nn/acrossframes.h"

#include <algorithm>

#include "model/nn/cancelpoint.h"
#include "model/nn/norms.h"
#include "model/nn/resnetblock.h"

namespace calving
{

namespace nn = torch::nn;

namespace
{

//! Parameters of one direction of a recurrent layer, as PyTorch orders them.
struct Direction
{
  torch::Tensor inputWeight;
  torch::Tensor hiddenWeight;
  torch::Tensor inputBias;
  torch::Tensor hiddenBias;
};

Direction directionOf( const nn::GRU &layer, int direction )
{
  const auto named = layer->named_parameters( false );
  const std::string ending = direction == 0 ? "_l0" : "_l0_reverse";
  return { named["weight_ih" + ending], named["weight_hh" + ending], named["bias_ih" + ending],
           named["bias_hh" + ending] };
}

//! Of each frame, the number of the one \a step after it; beyond an end, of the one as far inside.
torch::Tensor reflectedFrames( int64_t frames, int64_t step, const torch::Device &device )
{
  std::vector<int64_t> numbers;
  for ( int64_t i = 0; i < frames; ++i )
  {
    const bool isInside = i + step >= 0 && i + step < frames;
    numbers.push_back( std::clamp<int64_t>( isInside ? i + step : i - step, 0, frames - 1 ) );
  }
  return torch::tensor( numbers, torch::kInt64 ).to( device );
}

void requireWhole( int64_t images, int64_t frames )
{
  TORCH_CHECK( frames > 0 && images % frames == 0, images, " images are no whole sequences of ", frames );
}

} // namespace

FrameRecurrenceImpl::FrameRecurrenceImpl( int64_t dim )
  : dim( dim )
{
  reset();
}

void FrameRecurrenceImpl::reset()
{
  const int64_t half = dim / 2;
  compress = register_module( "compress", nn::Linear( dim, half ) );
  compress_norm = register_module( "compress_norm", nn::LayerNorm( nn::LayerNormOptions( { half } ) ) );
  gru_layer = register_module( "gru_layer", nn::GRU( nn::GRUOptions( half, half ).bidirectional( true ) ) );
  combine_bi = register_module( "combine_bi", nn::Linear( dim, dim ) );
  norm = register_module( "norm", nn::LayerNorm( nn::LayerNormOptions( { dim } ) ) );
}

//! The states of all frames: (sequences, frames, H, W, dim / 2) -> the same, forwards (0) or backwards (1).
torch::Tensor FrameRecurrenceImpl::directed( const torch::Tensor &x, int direction )
{
  const Direction weights = directionOf( gru_layer, direction );
  const torch::Tensor inputs = linear( x.flatten( 0, 1 ), weights.inputWeight, weights.inputBias )
                                   .view( { x.size( 0 ), x.size( 1 ), x.size( 2 ), x.size( 3 ), -1 } );
  const int64_t frames = x.size( 1 );
  std::vector<torch::Tensor> states( frames );
  torch::Tensor state;
  for ( int64_t i = 0; i < frames; ++i )
  {
    const int64_t frame = direction == 0 ? i : frames - 1 - i;
    const auto input = inputs.select( 1, frame ).chunk( 3, -1 );
    // Before the first frame the state is zero, and a product with it the bias alone.
    const torch::Tensor hidden = state.defined() ? linear( state, weights.hiddenWeight, weights.hiddenBias )
                                                 : weights.hiddenBias.to( inputs.scalar_type() );
    const auto part = hidden.chunk( 3, -1 );
    const torch::Tensor reset = torch::sigmoid( input[0] + part[0] );
    const torch::Tensor update = torch::sigmoid( input[1] + part[1] );
    const torch::Tensor fresh = torch::tanh( input[2] + reset * part[2] );
    state = state.defined() ? fresh + update * ( state - fresh ) : fresh - update * fresh;
    states[frame] = state;
  }
  return torch::stack( states, 1 );
}

torch::Tensor FrameRecurrenceImpl::forward( const torch::Tensor &x, int64_t frames )
{
  requireWhole( x.size( 0 ), frames );
  const torch::Tensor narrow =
      torch::silu( layerNorm( compress_norm, linear( x, compress->weight, compress->bias ) ) )
          .unflatten( 0, { x.size( 0 ) / frames, frames } );
  const torch::Tensor both =
      cancelPoint( torch::cat( { directed( narrow, 0 ), directed( narrow, 1 ) }, -1 ) ).flatten( 0, 1 );
  const torch::Tensor combined = layerNorm( norm, linear( both, combine_bi->weight, combine_bi->bias ) );
  return x + torch::silu( combined );
}

FrameConvolutionImpl::FrameConvolutionImpl( int64_t channels )
  : channels( channels )
{
  reset();
}

void FrameConvolutionImpl::reset()
{
  norm1 = register_module( "norm1", sequenceDecoderNorm( channels ) );
  conv1 = register_module( "conv1", nn::Conv3d( nn::Conv3dOptions( channels, channels, { 3, 1, 1 } ) ) );
  const torch::NoGradGuard noGradient;
  conv1->weight.zero_();
  conv1->bias.zero_();
}

torch::Tensor FrameConvolutionImpl::forward( const torch::Tensor &x, int64_t frames )
{
  requireWhole( x.size( 0 ), frames );
  const int64_t sequences = x.size( 0 ) / frames;
  const int64_t height = x.size( 2 );
  const int64_t width = x.size( 3 );
  // In channels-last memory the frames of a sequence are one tall image.
  const torch::Tensor pixels = x.permute( { 0, 2, 3, 1 } );
  const torch::Tensor tall =
      pixels.reshape( { sequences, frames * height, width, channels } ).permute( { 0, 3, 1, 2 } );
  const torch::Tensor normed = groupNormSwish( norm1, tall )
                                   .permute( { 0, 2, 3, 1 } )
                                   .reshape( { sequences, frames, height, width, channels } );
  const auto neighbours = [&]( int64_t step )
  { return normed.index_select( 1, reflectedFrames( frames, step, x.device() ) ); };
  const torch::Tensor three = torch::cat( { neighbours( -1 ), normed, neighbours( 1 ) }, -1 ).flatten( 0, 1 );
  // (out, in, frame, 1, 1) -> (out, frame, in), as the three frames lie.
  const torch::Tensor weight = conv1->weight.flatten( 2 ).transpose( 1, 2 ).flatten( 1 );
  return ( pixels + linear( three, weight, conv1->bias ) ).permute( { 0, 3, 1, 2 } );
}

} // namespace calving
