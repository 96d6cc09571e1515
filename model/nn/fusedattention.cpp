#include <cstring>

#include <ATen/Parallel.h>

#include "model/nn/fused.h"
#include "model/nn/fusedtensors.h"

namespace calving
{

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace
{

//! The windows of a batch and the heads in each.
struct WindowItems
{
  WindowItems( const torch::Tensor &qkv, int64_t headCount, const WindowGrid &windowGrid )
    : grid( windowGrid )
    , heads( headCount )
    , channels( qkv.size( 3 ) / 3 )
    , tokens( grid.window * grid.window )
    , windows( qkv.size( 0 ) * grid.windows() )
  {
  }

  int64_t image( int64_t window ) const { return window / grid.windows(); }
  //! Where the tokens of the image of \a window begin, in tokens.
  int64_t firstToken( int64_t window ) const { return image( window ) * grid.height * grid.width; }
  WindowPlace place( int64_t window ) const
  {
    const int64_t columns = grid.width / grid.window;
    const int64_t inImage = window % grid.windows();
    return { grid.height, grid.width, grid.window, grid.shift, inImage / columns, inImage % columns };
  }

  WindowGrid grid;
  int64_t heads;
  int64_t channels;
  int64_t tokens;
  int64_t windows;
};

AttentionTables tablesOf( const WindowItems &items, int64_t head, const torch::Tensor &bias,
                          const torch::Tensor &biasByKey, const torch::Tensor &scale )
{
  const int64_t at = head * items.tokens * items.tokens;
  return { bias.data_ptr<float>() + at, biasByKey.defined() ? biasByKey.data_ptr<float>() + at : nullptr,
           scale.data_ptr<float>()[head], items.channels, head };
}

struct WindowAttentionFunction : torch::autograd::Function<WindowAttentionFunction>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &qkv, const torch::Tensor &bias,
                                const torch::Tensor &scale, const WindowGrid &grid )
  {
    const torch::Tensor projected = qkv.contiguous();
    const torch::Tensor biases = asFloats( bias );
    const torch::Tensor scales = asFloats( scale.flatten() );
    const WindowItems items( projected, biases.size( 0 ), grid );
    const torch::Tensor out =
        torch::empty( { qkv.size( 0 ), grid.height, grid.width, items.channels }, projected.options() );
    const torch::Tensor logSums =
        torch::empty( { items.windows, items.heads, items.tokens }, torch::kFloat32 );
    withKernels( projected,
                 [&]( const auto &kernel, auto type )
                 {
                   using Value = decltype( type );
                   const auto one = [&]( int64_t item )
                   {
                     const int64_t window = item / items.heads;
                     const int64_t first = items.firstToken( window ) * items.channels;
                     kernel.attention( valuesOf<Value>( projected ) + 3 * first,
                                       valuesOf<Value>( out ) + first, items.place( window ),
                                       tablesOf( items, item % items.heads, biases, {}, scales ),
                                       logSums.data_ptr<float>() + item * items.tokens );
                   };
                   at::parallel_for( 0, items.windows * items.heads, 1,
                                     [&]( int64_t begin, int64_t end )
                                     {
                                       for ( int64_t item = begin; item < end; ++item )
                                         one( item );
                                     } );
                 } );
    context->save_for_backward( { projected, out, biases, scales, logSums } );
    context->saved_data["grid"] = std::vector<int64_t>{ grid.height, grid.width, grid.window, grid.shift };
    context->saved_data["shape"] = scale.sizes().vec();
    return out;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const variable_list saved = context->get_saved_variables();
    const torch::Tensor &qkv = saved[0];
    const auto sizes = context->saved_data["grid"].toIntVector();
    WindowGrid grid( sizes[0], sizes[1], sizes[2], sizes[3] );
    grid.shift = sizes[3];
    const WindowItems items( qkv, saved[2].size( 0 ), grid );
    const torch::Tensor dout = gradients[0].to( qkv.scalar_type() ).contiguous();
    const torch::Tensor dqkv = torch::empty_like( qkv );
    const torch::Tensor biasByKey = saved[2].transpose( 1, 2 ).contiguous();
    // Some sums for each head, the same whatever the number of threads.
    const int64_t parts = std::min( std::max<int64_t>( 1, 16 / items.heads ), items.windows );
    const torch::Tensor dbias =
        torch::zeros( { parts, items.heads, items.tokens, items.tokens }, torch::kFloat32 );
    const torch::Tensor dscale = torch::zeros( { parts, items.heads }, torch::kFloat32 );
    withKernels( qkv,
                 [&]( const auto &kernel, auto type )
                 {
                   using Value = decltype( type );
                   const auto one = [&]( int64_t window, int64_t part, int64_t head )
                   {
                     const int64_t first = items.firstToken( window ) * items.channels;
                     const int64_t sum = part * items.heads + head;
                     kernel.attentionGradient(
                         valuesOf<Value>( qkv ) + 3 * first, valuesOf<Value>( saved[1] ) + first,
                         valuesOf<Value>( dout ) + first, valuesOf<Value>( dqkv ) + 3 * first,
                         items.place( window ), tablesOf( items, head, saved[2], biasByKey, saved[3] ),
                         saved[4].data_ptr<float>() + ( window * items.heads + head ) * items.tokens,
                         dbias.data_ptr<float>() + sum * items.tokens * items.tokens,
                         dscale.data_ptr<float>() + sum );
                   };
                   at::parallel_for( 0, parts * items.heads, 1,
                                     [&]( int64_t begin, int64_t end )
                                     {
                                       for ( int64_t task = begin; task < end; ++task )
                                       {
                                         const int64_t part = task / items.heads;
                                         const int64_t last = ( part + 1 ) * items.windows / parts;
                                         for ( int64_t w = part * items.windows / parts; w < last; ++w )
                                           one( w, part, task % items.heads );
                                       }
                                     } );
                 } );
    return { dqkv,
             dbias.sum( 0 ).transpose( 1, 2 ),
             dscale.sum( 0 ).view( context->saved_data["shape"].toIntVector() ),
             {} };
  }
};

//! Calls visit( pair, offset ) for all pairs of tokens, row by row.
template <typename Visit> void forPairs( int64_t window, const Visit &visit )
{
  const int64_t reach = 2 * window - 1;
  const int64_t tokens = window * window;
  for ( int64_t query = 0; query < tokens; ++query )
    for ( int64_t key = 0; key < tokens; ++key )
      visit( query * tokens + key, ( query / window - key / window + window - 1 ) * reach + query % window -
                                       key % window + window - 1 );
}

struct PairBias : torch::autograd::Function<PairBias>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &offsets, int64_t window )
  {
    const torch::Tensor table = asFloats( offsets.t() );
    const int64_t heads = table.size( 0 );
    const int64_t tokens = window * window;
    const torch::Tensor bias = torch::empty( { heads, tokens, tokens }, torch::kFloat32 );
    at::parallel_for( 0, heads, 1,
                      [&]( int64_t begin, int64_t end )
                      {
                        for ( int64_t head = begin; head < end; ++head )
                        {
                          const float *from = table.data_ptr<float>() + head * table.size( 1 );
                          float *to = bias.data_ptr<float>() + head * tokens * tokens;
                          forPairs( window,
                                    [=]( int64_t pair, int64_t offset ) { to[pair] = from[offset]; } );
                        }
                      } );
    context->saved_data["window"] = window;
    return bias;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const int64_t window = context->saved_data["window"].toInt();
    const torch::Tensor dbias = asFloats( gradients[0] );
    const int64_t heads = dbias.size( 0 );
    const int64_t offsets = ( 2 * window - 1 ) * ( 2 * window - 1 );
    const torch::Tensor sums = torch::zeros( { heads, offsets }, torch::kFloat32 );
    at::parallel_for(
        0, heads, 1,
        [&]( int64_t begin, int64_t end )
        {
          for ( int64_t head = begin; head < end; ++head )
          {
            const float *from = dbias.data_ptr<float>() + head * dbias.size( 1 ) * dbias.size( 2 );
            float *to = sums.data_ptr<float>() + head * offsets;
            forPairs( window, [=]( int64_t pair, int64_t offset ) { to[offset] += from[pair]; } );
          }
        } );
    return { sums.t(), {} };
  }
};

//! Copies pixels between the four phases and the doubled image they make. \a copy: (phase's pixel, image's
//! pixel).
template <typename Copy>
void forPhasePixels( int64_t images, int64_t height, int64_t width, const Copy &copy )
{
  at::parallel_for( 0, images * 2 * height, 4,
                    [&]( int64_t begin, int64_t end )
                    {
                      for ( int64_t line = begin; line < end; ++line )
                      {
                        const int64_t image = line / ( 2 * height );
                        const int64_t y = line % ( 2 * height );
                        const int64_t row = image * ( height + 1 ) + y / 2 + y % 2;
                        for ( int64_t x = 0; x < 2 * width; ++x )
                          copy( 4 * ( row * ( width + 1 ) + x / 2 + x % 2 ) + 2 * ( y % 2 ) + x % 2,
                                line * 2 * width + x );
                      }
                    } );
}

struct Interleave : torch::autograd::Function<Interleave>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &input )
  {
    const torch::Tensor phases = input.contiguous( torch::MemoryFormat::ChannelsLast );
    const int64_t channels = phases.size( 1 ) / 4;
    const int64_t height = phases.size( 2 ) - 1;
    const int64_t width = phases.size( 3 ) - 1;
    const torch::Tensor image =
        torch::empty( { phases.size( 0 ), channels, 2 * height, 2 * width },
                      phases.options().memory_format( torch::MemoryFormat::ChannelsLast ) );
    const std::size_t bytes = static_cast<std::size_t>( channels * phases.element_size() );
    const char *from = valuesOf<char>( phases );
    char *to = valuesOf<char>( image );
    forPhasePixels( phases.size( 0 ), height, width,
                    [=]( int64_t phase, int64_t pixel )
                    { std::memcpy( to + pixel * bytes, from + phase * bytes, bytes ); } );
    context->saved_data["shape"] = phases.sizes().vec();
    return image;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const torch::Tensor image = gradients[0].contiguous( torch::MemoryFormat::ChannelsLast );
    const torch::Tensor phases =
        torch::empty( context->saved_data["shape"].toIntVector(),
                      image.options().memory_format( torch::MemoryFormat::ChannelsLast ) );
    const int64_t height = phases.size( 2 ) - 1;
    const int64_t width = phases.size( 3 ) - 1;
    // The first or the last row and column of each phase are seen by no pixel.
    phases.select( 2, 0 ).zero_();
    phases.select( 2, height ).zero_();
    phases.select( 3, 0 ).zero_();
    phases.select( 3, width ).zero_();
    const std::size_t bytes = static_cast<std::size_t>( image.size( 1 ) * image.element_size() );
    const char *from = valuesOf<char>( image );
    char *to = valuesOf<char>( phases );
    forPhasePixels( phases.size( 0 ), height, width,
                    [=]( int64_t phase, int64_t pixel )
                    { std::memcpy( to + phase * bytes, from + pixel * bytes, bytes ); } );
    return { phases };
  }
};

} // namespace

bool fitsFusedAttention( const WindowGrid &grid, int64_t headChannels )
{
  constexpr int64_t mostTokens = 256;
  const int64_t tokens = grid.window * grid.window;
  return !grid.isPadded() && headChannels == 32 && tokens % 32 == 0 && tokens <= mostTokens;
}

torch::Tensor fusedWindowAttention( const torch::Tensor &qkv, const torch::Tensor &bias,
                                    const torch::Tensor &scale, const WindowGrid &grid )
{
  return WindowAttentionFunction::apply( qkv, bias, scale, grid );
}

torch::Tensor fusedPairBias( const torch::Tensor &offsets, int64_t window )
{
  return PairBias::apply( offsets, window );
}

torch::Tensor fusedInterleave( const torch::Tensor &phases )
{
  return Interleave::apply( phases );
}

} // namespace calving
