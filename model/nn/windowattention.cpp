#include "model/nn/windowattention.h"

#include <cmath>
#include <limits>

#include "model/nn/fused.h"
#include "model/nn/norms.h"

namespace calving
{

namespace nn = torch::nn;

namespace
{

//! Each row divided by its length. A row without a direction, as the query of a token whose value is 0,
//! becomes 0 and hands no gradient on: torch's own normalize() would multiply it by 1e12.
torch::Tensor directions( const torch::Tensor &rows )
{
  constexpr double shortest = 1e-12;
  const torch::Tensor length = rows.norm( 2, -1, true );
  return rows / length.masked_fill( length <= shortest, std::numeric_limits<double>::infinity() );
}

} // namespace

torch::Tensor attendWindows( const torch::Tensor &qkv, const torch::Tensor &bias, const torch::Tensor &scale,
                             const torch::Tensor &mask )
{
  const int64_t count = qkv.size( 0 );
  const int64_t tokens = qkv.size( 1 );
  const int64_t heads = bias.size( 0 );
  const auto projected = qkv.view( { count, tokens, 3, heads, -1 } ).permute( { 2, 0, 3, 1, 4 } ).unbind( 0 );
  const torch::Tensor query = directions( projected[0] ) * scale;
  const torch::Tensor key = directions( projected[1] );

  torch::Tensor attention = torch::matmul( query, key.transpose( -2, -1 ) ) + bias;
  if ( mask.defined() )
    attention = ( attention.view( { -1, mask.size( 0 ), heads, tokens, tokens } ) + mask.unsqueeze( 1 ) )
                    .view( { count, heads, tokens, tokens } );
  attention = torch::softmax( attention, -1 );
  return torch::matmul( attention, projected[2] ).transpose( 1, 2 ).reshape( { count, tokens, -1 } );
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
