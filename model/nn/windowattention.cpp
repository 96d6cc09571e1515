#include "model/nn/windowattention.h"

#include <cmath>

#include <torch/version.h>

#include "model/nn/autocast.h"
#include "model/nn/fused.h"
#include "model/nn/norms.h"

namespace calving
{

namespace nn = torch::nn;

namespace
{

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/**
 * Each row divided by its length, times \a scale (heads, 1, 1): (count, heads, tokens, channels), contiguous.
 *
 * A row without a direction, as the query of a token whose value is 0, becomes 0 and hands no gradient on:
 * torch's own normalize() would multiply it by 1e12. Lengths and products are taken in float32 at least,
 * while narrow rows stay narrow in memory.
 */
struct ScaledDirections : torch::autograd::Function<ScaledDirections>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &rows,
                                const torch::Tensor &scale )
  {
    constexpr double shortest = 1e-12;
    const KeptFormats kept;
    const torch::ScalarType wide = torch::promote_types( rows.scalar_type(), torch::kFloat32 );
    const torch::Tensor length = torch::linalg_vector_norm( rows, 2, torch::IntArrayRef{ -1 }, true, wide );
    const torch::Tensor factor = ( scale / length ).masked_fill_( length <= shortest, 0 );
    torch::Tensor result = torch::empty( rows.sizes(), rows.options() );
    torch::mul_out( result, rows, factor );
    context->save_for_backward( { result, factor, scale } );
    return result;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const variable_list saved = context->get_saved_variables();
    const torch::Tensor &result = saved[0];
    const torch::Tensor &factor = saved[1];
    const torch::Tensor &scale = saved[2];
    const torch::Tensor along = ( gradients[0] * result ).sum( -1, true, factor.scalar_type() );
    torch::Tensor rows = torch::empty( result.sizes(), result.options() );
    torch::mul_out( rows, result, along / scale.square() );
    torch::sub_out( rows, gradients[0], rows );
    rows.mul_( factor );
    return { rows, ( along.sum( torch::IntArrayRef{ 0, 2 } ).unsqueeze( -1 ) / scale ) };
  }
};

//! softmax( query key^T + bias ) value: all (count, heads, tokens, channels), \a bias with heads of its own
//! for each of a number of windows: (windows * heads, tokens, tokens).
torch::Tensor attended( const torch::Tensor &query, const torch::Tensor &key, const torch::Tensor &value,
                        const torch::Tensor &bias )
{
#if TORCH_VERSION_MAJOR > 2 || ( TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1 )
  // One operation that never stores the probabilities, for narrow formats on graphics cards.
  if ( value.is_cuda() && value.scalar_type() != torch::kFloat32 )
  {
    const auto ofImages = [&]( const torch::Tensor &x ) {
      return x.to( value.scalar_type() ).reshape( { -1, bias.size( 0 ), x.size( 2 ), x.size( 3 ) } );
    };
    const torch::Tensor queries = ofImages( query );
    const torch::Tensor biases = bias.to( value.scalar_type() )
                                     .contiguous()
                                     .unsqueeze( 0 )
                                     .expand( { queries.size( 0 ), -1, -1, -1 } );
    return at::scaled_dot_product_attention( queries, ofImages( key ), ofImages( value ), biases, 0.0, false,
                                             1.0 )
        .reshape( value.sizes() );
  }
#endif
  const torch::Tensor logits = torch::matmul( query, key.transpose( -2, -1 ) );
  const torch::Tensor biased =
      logits.view( { -1, bias.size( 0 ), logits.size( 2 ), logits.size( 3 ) } ) + bias;
  return torch::matmul( torch::softmax( biased, -1 ).view( logits.sizes() ), value );
}

} // namespace

torch::Tensor attendWindows( const torch::Tensor &qkv, const torch::Tensor &bias, const torch::Tensor &scale,
                             const torch::Tensor &mask )
{
  const int64_t count = qkv.size( 0 );
  const int64_t tokens = qkv.size( 1 );
  const int64_t heads = bias.size( 0 );
  const auto projected = qkv.view( { count, tokens, 3, heads, -1 } ).permute( { 2, 0, 3, 1, 4 } ).unbind( 0 );
  const torch::Tensor query = ScaledDirections::apply( projected[0], scale );
  const torch::Tensor key = ScaledDirections::apply( projected[1], torch::ones_like( scale ) );

  const torch::Tensor ofWindows =
      mask.defined() ? ( bias + mask.unsqueeze( 1 ) ).reshape( { -1, tokens, tokens } ) : bias;
  return attended( query, key, projected[2], ofWindows ).transpose( 1, 2 ).reshape( { count, tokens, -1 } );
}

WindowAttentionOptions::WindowAttentionOptions( int64_t dim, int64_t heads, int64_t window )
  : dim_( dim )
  , heads_( heads )
  , window_( window )
{
}

WindowAttentionImpl::WindowAttentionImpl( const WindowAttentionOptions &options )
  : options( options )
{
  TORCH_CHECK( options.dim() % options.heads() == 0, "dim must be divisible by heads" );
  reset();
}

void WindowAttentionImpl::reset()
{
  const int64_t dim = options.dim();
  const int64_t heads = options.heads();
  constexpr int64_t cpbWidth = 512;
  logit_scale = register_parameter( "logit_scale", torch::full( { heads, 1, 1 }, std::log( 10.0 ) ) );
  q_bias = register_parameter( "q_bias", torch::zeros( dim ) );
  v_bias = register_parameter( "v_bias", torch::zeros( dim ) );
  relative_coords_table = register_buffer( "relative_coords_table", relativeCoordsTable( options.window() ) );
  relative_position_index =
      register_buffer( "relative_position_index", relativePositionIndex( options.window() ) );
  cpb_mlp = register_module(
      "cpb_mlp", nn::Sequential( nn::Linear( 2, cpbWidth ), nn::ReLU(),
                                 nn::Linear( nn::LinearOptions( cpbWidth, heads ).bias( false ) ) ) );
  qkv = register_module( "qkv", nn::Linear( nn::LinearOptions( dim, 3 * dim ).bias( false ) ) );
  proj = register_module( "proj", nn::Linear( dim, dim ) );
  mTables.clear();
  mBiases.clear();
}

const WindowAttentionImpl::Tables &WindowAttentionImpl::tables( int64_t window )
{
  Tables &result = mTables[window];
  const torch::Device device = logit_scale.device();
  if ( !result.index.defined() || result.index.device() != device )
    result = { relativeCoordsTable( window ).to( device ),
               relativePositionIndex( window ).flatten().to( device ) };
  return result;
}

torch::Tensor WindowAttentionImpl::positionBias( int64_t window )
{
  if ( !mFrozen )
    return computedBias( window );
  torch::Tensor &bias = mBiases[window];
  if ( !bias.defined() )
    bias = computedBias( window );
  return bias;
}

torch::Tensor WindowAttentionImpl::computedBias( int64_t window )
{
  const Tables &table = tables( window );
  const torch::Tensor offsets =
      16 * torch::sigmoid( cpb_mlp->forward( table.coordinates ).view( { -1, options.heads() } ) );
  const int64_t tokens = window * window;
  if ( runsFused( offsets, tokens ) )
    return fusedPairBias( offsets, window );
  return offsets.index_select( 0, table.index ).view( { tokens, tokens, -1 } ).permute( { 2, 0, 1 } );
}

torch::Tensor WindowAttentionImpl::scale() const
{
  return torch::exp( logit_scale.clamp_max( std::log( 100.0 ) ) );
}

torch::Tensor WindowAttentionImpl::qkvBias() const
{
  return torch::cat( { q_bias, torch::zeros_like( v_bias ), v_bias } );
}

torch::Tensor WindowAttentionImpl::forward( const torch::Tensor &x, const torch::Tensor &mask )
{
  const int64_t window = std::lround( std::sqrt( x.size( 1 ) ) );
  const torch::Tensor attended =
      attendWindows( linear( x, qkv->weight, qkvBias() ), positionBias( window ), scale(), mask );
  return linear( attended, proj->weight, proj->bias );
}

torch::Tensor WindowAttentionImpl::forwardGrid( const torch::Tensor &x, const WindowGrid &grid )
{
  const torch::Tensor projected = linear( x, qkv->weight, qkvBias() );
  const torch::Tensor attended =
      fusedWindowAttention( projected, positionBias( grid.window ), scale(), grid );
  return linear( attended, proj->weight, proj->bias );
}

} // namespace calving
