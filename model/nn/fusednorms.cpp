#include "model/nn/fused.h"

#include <atomic>
#include <cmath>

#include <ATen/Parallel.h>

#include "model/nn/fusedtensors.h"

namespace calving
{

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace
{

std::atomic<int> plainScopes{ 0 };

//! Parts of a batch of images that are worked on at once; the same whatever the number of threads.
struct Parts
{
  explicit Parts( const torch::Tensor &x )
    : images( x.size( 0 ) )
    , channels( x.size( 1 ) )
    , pixels( x.size( 2 ) * x.size( 3 ) )
    , ofImage( ( pixels + length - 1 ) / length )
  {
  }

  int64_t count() const { return images * ofImage; }
  int64_t image( int64_t part ) const { return part / ofImage; }
  PixelRange range( int64_t part ) const
  {
    const int64_t begin = part % ofImage * length;
    return { std::min( length, pixels - begin ), channels, image( part ) * pixels + begin };
  }

  static constexpr int64_t length = 256;
  int64_t images;
  int64_t channels;
  int64_t pixels;
  int64_t ofImage;
};

//! Runs work( part, first value ) for all parts.
template <typename Work> void forParts( const Parts &parts, const Work &work )
{
  at::parallel_for( 0, parts.count(), 4,
                    [&]( int64_t begin, int64_t end )
                    {
                      for ( int64_t part = begin; part < end; ++part )
                        work( part, parts.range( part ).first * parts.channels );
                    } );
}

//! Sums over the parts of each image: (parts, 2, channels) of float32 -> (images, 2, channels) of float64.
torch::Tensor sumOfParts( const torch::Tensor &sums, const Parts &parts )
{
  return sums.to( torch::kFloat64 ).view( { parts.images, parts.ofImage, 2, parts.channels } ).sum( 1 );
}

//! Values of groups, repeated for their channels: (images, groups) -> (images, channels), float32.
torch::Tensor forChannels( const torch::Tensor &ofGroups, int64_t channels )
{
  return ofGroups.to( torch::kFloat32 ).repeat_interleave( channels / ofGroups.size( 1 ), 1 ).contiguous();
}

struct GroupNormSwish : torch::autograd::Function<GroupNormSwish>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &x, const torch::Tensor &weight,
                                const torch::Tensor &bias, int64_t groups, double epsilon, double dropout );
  static variable_list backward( AutogradContext *context, variable_list gradients );
};

//! 1 / deviation and -mean / deviation of each channel's group: two of (images, channels).
std::pair<torch::Tensor, torch::Tensor> groupStatistics( const torch::Tensor &x, int64_t groups,
                                                         double epsilon )
{
  const Parts parts( x );
  const torch::Tensor sums = torch::empty( { parts.count(), 2, parts.channels }, torch::kFloat32 );
  const torch::Tensor origin = asFloats( x.select( 2, 0 ).select( 2, 0 ) );
  withKernels( x,
               [&]( const auto &kernel, auto type )
               {
                 using Value = decltype( type );
                 forParts( parts,
                           [&]( int64_t part, int64_t first )
                           {
                             float *to = sums.data_ptr<float>() + part * 2 * parts.channels;
                             kernel.channelSums( valuesOf<Value>( x ) + first, parts.range( part ),
                                                 origin.data_ptr<float>() +
                                                     parts.image( part ) * parts.channels,
                                                 to, to + parts.channels );
                           } );
               } );
  const torch::Tensor total = sumOfParts( sums, parts ).view( { parts.images, 2, groups, -1 } );
  const torch::Tensor zero = origin.to( torch::kFloat64 ).view( { parts.images, groups, -1 } );
  const double pixels = static_cast<double>( parts.pixels );
  const double count = pixels * static_cast<double>( parts.channels / groups );
  const torch::Tensor mean = ( ( total.select( 1, 0 ) + zero * pixels ).sum( 2 ) / count ).unsqueeze( 2 );
  const torch::Tensor away = mean - zero;
  const torch::Tensor squares =
      ( total.select( 1, 1 ) - 2 * away * total.select( 1, 0 ) + away.square() * pixels ).sum( 2 );
  const torch::Tensor inverse = ( squares / count ).clamp_min( 0 ).add( epsilon ).rsqrt();
  return { forChannels( inverse, parts.channels ),
           forChannels( -mean.squeeze( 2 ) * inverse, parts.channels ) };
}

DropoutRule dropoutRule( int64_t seed, double probability )
{
  DropoutRule rule;
  rule.seed = static_cast<std::uint64_t>( seed );
  rule.threshold = static_cast<std::uint32_t>( probability * 4294967296.0 );
  rule.factor = static_cast<float>( 1 / ( 1 - probability ) );
  return rule;
}

//! The norms of one image.
ChannelNorm normOf( int64_t image, const torch::Tensor &scale, const torch::Tensor &shift,
                    const torch::Tensor &weight, const torch::Tensor &bias )
{
  const int64_t at = image * scale.size( 1 );
  return { scale.data_ptr<float>() + at, shift.data_ptr<float>() + at, weight.data_ptr<float>(),
           bias.data_ptr<float>() };
}

torch::Tensor GroupNormSwish::forward( AutogradContext *context, const torch::Tensor &x,
                                       const torch::Tensor &weight, const torch::Tensor &bias, int64_t groups,
                                       double epsilon, double dropout )
{
  const torch::Tensor image = x.contiguous( torch::MemoryFormat::ChannelsLast );
  const auto [scale, shift] = groupStatistics( image, groups, epsilon );
  const torch::Tensor gamma = asFloats( weight );
  const torch::Tensor beta = asFloats( bias );
  const int64_t seed =
      dropout > 0
          ? torch::randint( std::numeric_limits<int64_t>::max(), { 1 }, torch::kInt64 ).item<int64_t>()
          : 0;
  const torch::Tensor y = torch::empty_like( image );
  const Parts parts( image );
  withKernels( image,
               [&, &scale = scale, &shift = shift]( const auto &kernel, auto type )
               {
                 using Value = decltype( type );
                 forParts( parts,
                           [&]( int64_t part, int64_t first )
                           {
                             kernel.normSwish( valuesOf<Value>( image ) + first, valuesOf<Value>( y ) + first,
                                               parts.range( part ),
                                               normOf( parts.image( part ), scale, shift, gamma, beta ),
                                               dropoutRule( seed, dropout ) );
                           } );
               } );
  context->save_for_backward( { image, gamma, beta, scale, shift } );
  context->saved_data["groups"] = groups;
  context->saved_data["seed"] = seed;
  context->saved_data["dropout"] = dropout;
  return y;
}

variable_list GroupNormSwish::backward( AutogradContext *context, variable_list gradients )
{
  const variable_list saved = context->get_saved_variables();
  const torch::Tensor &x = saved[0];
  const torch::Tensor &gamma = saved[1];
  const torch::Tensor dy = gradients[0].to( x.scalar_type() ).contiguous( torch::MemoryFormat::ChannelsLast );
  const int64_t groups = context->saved_data["groups"].toInt();
  const DropoutRule rule =
      dropoutRule( context->saved_data["seed"].toInt(), context->saved_data["dropout"].toDouble() );
  const Parts parts( x );
  const torch::Tensor partSums = torch::empty( { parts.count(), 2, parts.channels }, torch::kFloat32 );
  const auto norm = [&]( int64_t part )
  { return normOf( parts.image( part ), saved[3], saved[4], gamma, saved[2] ); };
  withKernels( x,
               [&]( const auto &kernel, auto type )
               {
                 using Value = decltype( type );
                 forParts( parts,
                           [&]( int64_t part, int64_t first )
                           {
                             float *to = partSums.data_ptr<float>() + part * 2 * parts.channels;
                             kernel.normSwishSums( valuesOf<Value>( x ) + first,
                                                   valuesOf<Value>( dy ) + first, parts.range( part ),
                                                   norm( part ), rule, to, to + parts.channels );
                           } );
               } );
  const torch::Tensor sums = sumOfParts( partSums, parts );
  const double count = static_cast<double>( parts.pixels * ( parts.channels / groups ) );
  const torch::Tensor means =
      ( sums * gamma ).view( { parts.images, 2, groups, -1 } ).sum( 3 ).div_( count ).to( torch::kFloat32 );
  const torch::Tensor constant = -forChannels( means.select( 1, 0 ), parts.channels ) * saved[3];
  const torch::Tensor slope = -forChannels( means.select( 1, 1 ), parts.channels ) * saved[3];
  const torch::Tensor dx = torch::empty_like( x );
  withKernels( x,
               [&]( const auto &kernel, auto type )
               {
                 using Value = decltype( type );
                 forParts( parts,
                           [&]( int64_t part, int64_t first )
                           {
                             const int64_t at = parts.image( part ) * parts.channels;
                             kernel.normSwishGradient(
                                 valuesOf<Value>( x ) + first, valuesOf<Value>( dy ) + first,
                                 valuesOf<Value>( dx ) + first, parts.range( part ), norm( part ), rule,
                                 slope.data_ptr<float>() + at, constant.data_ptr<float>() + at );
                           } );
               } );
  const torch::Tensor ofWeights = sums.sum( 0 ).to( torch::kFloat32 );
  return { dx, ofWeights[1], ofWeights[0], {}, {}, {} };
}

//! Rows of tokens that one task takes; at most 64 tasks, so that their sums stay small.
int64_t rowsPerTask( int64_t rows )
{
  return std::max<int64_t>( 64, ( rows + 63 ) / 64 );
}

struct AddLayerNorm : torch::autograd::Function<AddLayerNorm>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &residual,
                                const torch::Tensor &x, const torch::Tensor &weight,
                                const torch::Tensor &bias, double epsilon, bool adds )
  {
    const torch::Tensor tokens = x.contiguous();
    const torch::Tensor added = adds ? residual.contiguous() : torch::Tensor();
    const torch::Tensor gamma = asFloats( weight );
    const torch::Tensor beta = asFloats( bias );
    const int64_t channels = x.size( -1 );
    const int64_t rows = x.numel() / channels;
    const torch::Tensor y = torch::empty_like( tokens );
    const torch::Tensor statistics = torch::empty( { rows, 2 }, torch::kFloat32 );
    withKernels( tokens,
                 [&]( const auto &kernel, auto type )
                 {
                   using Value = decltype( type );
                   at::parallel_for( 0, rows, 64,
                                     [&]( int64_t begin, int64_t end )
                                     {
                                       const int64_t first = begin * channels;
                                       kernel.addLayerNorm(
                                           added.defined() ? valuesOf<Value>( added ) + first : nullptr,
                                           valuesOf<Value>( tokens ) + first, valuesOf<Value>( y ) + first,
                                           end - begin, channels, gamma.data_ptr<float>(),
                                           beta.data_ptr<float>(), static_cast<float>( epsilon ),
                                           statistics.data_ptr<float>() + 2 * begin );
                                     } );
                 } );
    context->save_for_backward( { tokens, gamma, statistics } );
    context->saved_data["adds"] = adds;
    return y;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const variable_list saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0];
    const torch::Tensor dy = gradients[0].to( x.scalar_type() ).contiguous();
    const int64_t channels = x.size( -1 );
    const int64_t rows = x.numel() / channels;
    const int64_t taken = rowsPerTask( rows );
    const int64_t tasks = ( rows + taken - 1 ) / taken;
    const torch::Tensor sums = torch::zeros( { tasks, 2, channels }, torch::kFloat32 );
    const torch::Tensor dx = torch::empty_like( x );
    withKernels( x,
                 [&]( const auto &kernel, auto type )
                 {
                   using Value = decltype( type );
                   const auto task = [&]( int64_t i )
                   {
                     const int64_t first = i * taken * channels;
                     float *to = sums.data_ptr<float>() + i * 2 * channels;
                     kernel.layerNormGradient(
                         valuesOf<Value>( x ) + first, valuesOf<Value>( dy ) + first,
                         valuesOf<Value>( dx ) + first, std::min( taken, rows - i * taken ), channels,
                         saved[1].data_ptr<float>(), saved[2].data_ptr<float>() + 2 * i * taken, to,
                         to + channels );
                   };
                   at::parallel_for( 0, tasks, 1,
                                     [&]( int64_t begin, int64_t end )
                                     {
                                       for ( int64_t i = begin; i < end; ++i )
                                         task( i );
                                     } );
                 } );
    const torch::Tensor ofWeights = sums.sum( 0 );
    const bool adds = context->saved_data["adds"].toBool();
    return { adds ? gradients[0] : torch::Tensor(), dx, ofWeights[0], ofWeights[1], {}, {} };
  }
};

struct Gelu : torch::autograd::Function<Gelu>
{
  static constexpr int64_t block = 4096;

  //! Runs work( first value, count ) for blocks of \a count values.
  template <typename Work> static void forBlocks( int64_t count, const Work &work )
  {
    at::parallel_for( 0, ( count + block - 1 ) / block, 4,
                      [&]( int64_t begin, int64_t end )
                      { work( begin * block, std::min( end * block, count ) - begin * block ); } );
  }

  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &input )
  {
    const torch::Tensor x = input.contiguous();
    const torch::Tensor y = torch::empty_like( x );
    withKernels(
        x,
        [&]( const auto &kernel, auto type )
        {
          using Value = decltype( type );
          forBlocks( x.numel(), [&]( int64_t first, int64_t count )
                     { kernel.gelu( valuesOf<Value>( x ) + first, valuesOf<Value>( y ) + first, count ); } );
        } );
    context->save_for_backward( { x } );
    return y;
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const torch::Tensor x = context->get_saved_variables()[0];
    const torch::Tensor dy = gradients[0].to( x.scalar_type() ).contiguous();
    const torch::Tensor dx = torch::empty_like( x );
    withKernels( x,
                 [&]( const auto &kernel, auto type )
                 {
                   using Value = decltype( type );
                   forBlocks( x.numel(),
                              [&]( int64_t first, int64_t count )
                              {
                                kernel.geluGradient( valuesOf<Value>( x ) + first,
                                                     valuesOf<Value>( dy ) + first,
                                                     valuesOf<Value>( dx ) + first, count );
                              } );
                 } );
    return { dx };
  }
};

} // namespace

bool runsFused( const torch::Tensor &x, int64_t channels )
{
  const bool format = x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16;
  return x.is_cpu() && format && channels % 16 == 0 && x.numel() > 0 && plainScopes == 0 &&
         kernels() != nullptr;
}

PlainOperations::PlainOperations()
{
  ++plainScopes;
}

PlainOperations::~PlainOperations()
{
  --plainScopes;
}

torch::Tensor fusedGroupNormSwish( const torch::Tensor &x, const torch::Tensor &weight,
                                   const torch::Tensor &bias, int64_t groups, double epsilon, double dropout )
{
  return GroupNormSwish::apply( x, weight, bias, groups, epsilon, dropout );
}

torch::Tensor fusedAddLayerNorm( const torch::Tensor &residual, const torch::Tensor &x,
                                 const torch::Tensor &weight, const torch::Tensor &bias, double epsilon )
{
  // Torch takes no undefined tensor here: without a residual, x stands in for it and gets nothing.
  const bool adds = residual.defined();
  return AddLayerNorm::apply( adds ? residual : x, x, weight, bias, epsilon, adds );
}

torch::Tensor fusedGelu( const torch::Tensor &x )
{
  return Gelu::apply( x );
}

} // namespace calving
