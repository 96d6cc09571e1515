#include "model/nn/kernels/instructionset.h"
#include "model/nn/kernels/vector.h"

namespace calving
{

namespace
{

template <typename Value>
void addLayerNorm( const Value *residual, const Value *x, Value *y, std::int64_t rows, std::int64_t channels,
                   const float *gamma, const float *beta, float epsilon, float *statistics )
{
  const float share = 1.0f / static_cast<float>( channels );
  for ( std::int64_t row = 0; row < rows; ++row, x += channels, y += channels )
  {
    Floats sum{};
    for ( std::int64_t c = 0; c < channels; c += lanes )
      sum += load( x + c );
    const float mean = sumOf( sum ) * share;
    Floats square{};
    for ( std::int64_t c = 0; c < channels; c += lanes )
    {
      const Floats difference = load( x + c ) - mean;
      square += difference * difference;
    }
    const float inverse = 1.0f / __builtin_sqrtf( sumOf( square ) * share + epsilon );
    statistics[2 * row] = mean;
    statistics[2 * row + 1] = inverse;
    for ( std::int64_t c = 0; c < channels; c += lanes )
    {
      Floats value = ( load( x + c ) - mean ) * inverse * load( gamma + c ) + load( beta + c );
      if ( residual )
        value += load( residual + row * channels + c );
      store( y + c, value );
    }
  }
}

template <typename Value>
void layerNormGradient( const Value *x, const Value *dy, Value *dx, std::int64_t rows, std::int64_t channels,
                        const float *gamma, const float *statistics, float *dgamma, float *dbeta )
{
  const float share = 1.0f / static_cast<float>( channels );
  for ( std::int64_t row = 0; row < rows; ++row, x += channels, dy += channels, dx += channels )
  {
    const float mean = statistics[2 * row];
    const float inverse = statistics[2 * row + 1];
    Floats sum{};
    Floats product{};
    for ( std::int64_t c = 0; c < channels; c += lanes )
    {
      const Floats unit = ( load( x + c ) - mean ) * inverse;
      const Floats upper = load( dy + c );
      const Floats weighted = upper * load( gamma + c );
      sum += weighted;
      product += weighted * unit;
      store( dgamma + c, load( dgamma + c ) + upper * unit );
      store( dbeta + c, load( dbeta + c ) + upper );
    }
    const float meanGradient = sumOf( sum ) * share;
    const float meanProduct = sumOf( product ) * share;
    for ( std::int64_t c = 0; c < channels; c += lanes )
    {
      const Floats unit = ( load( x + c ) - mean ) * inverse;
      store( dx + c, ( load( dy + c ) * load( gamma + c ) - meanGradient - unit * meanProduct ) * inverse );
    }
  }
}

constexpr float inverseRootOfTwo = 0.70710678f;
constexpr float inverseRootOfTwoPi = 0.39894228f;

inline Floats geluOf( Floats x )
{
  return 0.5f * x * ( 1.0f + errorFunction( x * inverseRootOfTwo, exponential( -0.5f * x * x ) ) );
}

inline Floats geluSlope( Floats x )
{
  const Floats gauss = exponential( -0.5f * x * x );
  return 0.5f * ( 1.0f + errorFunction( x * inverseRootOfTwo, gauss ) ) + x * gauss * inverseRootOfTwoPi;
}

template <typename Value> void gelu( const Value *x, Value *y, std::int64_t count )
{
  for ( std::int64_t i = 0; i < count; i += lanes )
    store( y + i, geluOf( load( x + i ) ) );
}

template <typename Value> void geluGradient( const Value *x, const Value *dy, Value *dx, std::int64_t count )
{
  for ( std::int64_t i = 0; i < count; i += lanes )
    store( dx + i, load( dy + i ) * geluSlope( load( x + i ) ) );
}

template <typename Value> void addTo( KernelsFor<Value> &kernels )
{
  kernels.addLayerNorm = addLayerNorm<Value>;
  kernels.layerNormGradient = layerNormGradient<Value>;
  kernels.gelu = gelu<Value>;
  kernels.geluGradient = geluGradient<Value>;
}

} // namespace

void CALVING_INSTRUCTIONS::addTokenNorm( Kernels &kernels )
{
  addTo( kernels.float32 );
  addTo( kernels.bfloat16 );
}

} // namespace calving
