#include "model/nn/kernels/instructionset.h"
#include "model/nn/kernels/vector.h"

namespace calving
{

namespace
{

//! Bits that look random, of a pixel's number.
std::uint32_t pixelBits( const DropoutRule &rule, std::int64_t pixel )
{
  std::uint64_t bits = rule.seed + static_cast<std::uint64_t>( pixel ) * 0x9e3779b97f4a7c15u;
  bits = ( bits ^ ( bits >> 30 ) ) * 0xbf58476d1ce4e5b9u;
  bits = ( bits ^ ( bits >> 27 ) ) * 0x94d049bb133111ebu;
  return static_cast<std::uint32_t>( bits >> 32 );
}

//! What the values of the channels from \a channel on are multiplied by: 0, or the rule's factor.
inline Floats kept( const DropoutRule &rule, std::uint32_t pixel, std::int64_t channel )
{
  Words bits = ( laneNumbers() + static_cast<std::uint32_t>( channel ) ) * 0x9e3779b1u + pixel;
  bits = ( bits ^ ( bits >> 16 ) ) * 0x85ebca6bu;
  bits = ( bits ^ ( bits >> 13 ) ) * 0xc2b2ae35u;
  bits ^= bits >> 16;
  return bits < rule.threshold ? Floats{} : all( rule.factor );
}

template <typename Value>
void channelSums( const Value *x, PixelRange range, const float *origin, float *sums, float *squares )
{
  for ( std::int64_t c = 0; c < range.channels; c += lanes )
  {
    const Floats zero = load( origin + c );
    Floats sum{};
    Floats square{};
    for ( std::int64_t p = 0; p < range.pixels; ++p )
    {
      const Floats value = load( x + p * range.channels + c ) - zero;
      sum += value;
      square += value * value;
    }
    store( sums + c, sum );
    store( squares + c, square );
  }
}

template <typename Value>
void normSwish( const Value *x, Value *y, PixelRange range, ChannelNorm norm, DropoutRule dropout )
{
  for ( std::int64_t p = 0; p < range.pixels; ++p )
  {
    const std::uint32_t bits = dropout.threshold > 0 ? pixelBits( dropout, range.first + p ) : 0;
    for ( std::int64_t c = 0; c < range.channels; c += lanes )
    {
      const std::int64_t at = p * range.channels + c;
      const Floats unit = load( x + at ) * load( norm.scale + c ) + load( norm.shift + c );
      const Floats z = unit * load( norm.gamma + c ) + load( norm.beta + c );
      Floats value = z * sigmoid( z );
      if ( dropout.threshold > 0 )
        value *= kept( dropout, bits, c );
      store( y + at, value );
    }
  }
}

//! Gradient with respect to z, and xhat.
template <typename Value>
inline void backThroughSwish( const Value *x, const Value *dy, const ChannelNorm &norm, std::int64_t c,
                              Floats &dz, Floats &unit )
{
  unit = load( x + c ) * load( norm.scale + c ) + load( norm.shift + c );
  const Floats z = unit * load( norm.gamma + c ) + load( norm.beta + c );
  const Floats s = sigmoid( z );
  dz = load( dy + c ) * ( s + z * s * ( 1.0f - s ) );
}

template <typename Value>
void normSwishSums( const Value *x, const Value *dy, PixelRange range, ChannelNorm norm, DropoutRule dropout,
                    float *sums, float *products )
{
  for ( std::int64_t c = 0; c < range.channels; c += lanes )
  {
    Floats sum{};
    Floats product{};
    for ( std::int64_t p = 0; p < range.pixels; ++p )
    {
      Floats dz;
      Floats unit;
      backThroughSwish( x + p * range.channels, dy + p * range.channels, norm, c, dz, unit );
      if ( dropout.threshold > 0 )
        dz *= kept( dropout, pixelBits( dropout, range.first + p ), c );
      sum += dz;
      product += dz * unit;
    }
    store( sums + c, sum );
    store( products + c, product );
  }
}

template <typename Value>
void normSwishGradient( const Value *x, const Value *dy, Value *dx, PixelRange range, ChannelNorm norm,
                        DropoutRule dropout, const float *slope, const float *constant )
{
  for ( std::int64_t p = 0; p < range.pixels; ++p )
  {
    const std::uint32_t bits = dropout.threshold > 0 ? pixelBits( dropout, range.first + p ) : 0;
    const std::int64_t at = p * range.channels;
    for ( std::int64_t c = 0; c < range.channels; c += lanes )
    {
      Floats dz;
      Floats unit;
      backThroughSwish( x + at, dy + at, norm, c, dz, unit );
      if ( dropout.threshold > 0 )
        dz *= kept( dropout, bits, c );
      store( dx + at + c, dz * load( norm.scale + c ) * load( norm.gamma + c ) + unit * load( slope + c ) +
                              load( constant + c ) );
    }
  }
}

template <typename Value> void addTo( KernelsFor<Value> &kernels )
{
  kernels.channelSums = channelSums<Value>;
  kernels.normSwish = normSwish<Value>;
  kernels.normSwishSums = normSwishSums<Value>;
  kernels.normSwishGradient = normSwishGradient<Value>;
}

} // namespace

void CALVING_INSTRUCTIONS::addGroupNorm( Kernels &kernels )
{
  addTo( kernels.float32 );
  addTo( kernels.bfloat16 );
}

} // namespace calving
