#pragma once

// As many floats at a time as the processor's registers hold, as GCC and Clang know vectors. Included only by
// files that are compiled once for each instruction set: all is local to the file, so that no linker can mix
// the versions.

#include <cstdint>
#include <immintrin.h>

namespace calving
{

namespace
{

#ifdef __AVX512F__
constexpr std::int64_t lanes = 16;
#else
constexpr std::int64_t lanes = 8;
#endif

typedef float Floats __attribute__( ( vector_size( 4 * lanes ) ) );
typedef std::int32_t Ints __attribute__( ( vector_size( 4 * lanes ) ) );
typedef std::uint32_t Words __attribute__( ( vector_size( 4 * lanes ) ) );
typedef std::uint16_t Halves __attribute__( ( vector_size( 2 * lanes ) ) );

inline Floats all( float value )
{
  return value - Floats{};
}

//! 0, 1, 2, ...
inline Words laneNumbers()
{
#ifdef __AVX512F__
  return Words{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
#else
  return Words{ 0, 1, 2, 3, 4, 5, 6, 7 };
#endif
}

inline Floats load( const float *from )
{
  Floats result;
  __builtin_memcpy( &result, from, sizeof( result ) );
  return result;
}

inline Floats load( const std::uint16_t *from )
{
  Halves halves;
  __builtin_memcpy( &halves, from, sizeof( halves ) );
  return reinterpret_cast<Floats>( __builtin_convertvector( halves, Words ) << 16 );
}

inline void store( float *to, Floats value )
{
  __builtin_memcpy( to, &value, sizeof( value ) );
}

//! Rounds to the nearest bfloat16, ties to even.
inline Halves narrowed( Floats value )
{
#ifdef __AVX512BF16__
  const __m256bh rounded = _mm512_cvtneps_pbh( reinterpret_cast<__m512>( value ) );
  Halves result;
  __builtin_memcpy( &result, &rounded, sizeof( result ) );
  return result;
#else
  const Words bits = reinterpret_cast<Words>( value );
  const Words rounded = ( bits + 0x7fff + ( ( bits >> 16 ) & 1 ) ) >> 16;
  const Words notNumber = ( bits >> 16 ) | 0x40;
  return __builtin_convertvector( value == value ? rounded : notNumber, Halves );
#endif
}

inline void store( std::uint16_t *to, Floats value )
{
  const Halves halves = narrowed( value );
  __builtin_memcpy( to, &halves, sizeof( halves ) );
}

inline Floats larger( Floats a, Floats b )
{
  return a > b ? a : b;
}

inline Floats smaller( Floats a, Floats b )
{
  return a < b ? a : b;
}

//! Combines all lanes, halves first.
template <typename Combine> inline float folded( Floats v, Combine combine )
{
#ifdef __AVX512F__
  v = combine( v, __builtin_shufflevector( v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7 ) );
  v = combine( v, __builtin_shufflevector( v, v, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3 ) );
  v = combine( v, __builtin_shufflevector( v, v, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1 ) );
  v = combine( v, __builtin_shufflevector( v, v, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0 ) );
#else
  v = combine( v, __builtin_shufflevector( v, v, 4, 5, 6, 7, 0, 1, 2, 3 ) );
  v = combine( v, __builtin_shufflevector( v, v, 2, 3, 0, 1, 2, 3, 0, 1 ) );
  v = combine( v, __builtin_shufflevector( v, v, 1, 0, 1, 0, 1, 0, 1, 0 ) );
#endif
  return v[0];
}

inline float sumOf( Floats value )
{
  return folded( value, []( Floats a, Floats b ) { return a + b; } );
}

inline float largestOf( Floats value )
{
  return folded( value, larger );
}

//! e^x within two units in the last place; x beyond -87 and 88 count as these.
inline Floats exponential( Floats x )
{
  x = smaller( larger( x, all( -87.0f ) ), all( 88.0f ) );
  // Adding and subtracting 1.5 * 2^23 rounds to a whole number.
  const Floats magic = all( 12582912.0f );
  const Floats n = ( x * 1.44269504f + magic ) - magic;
  const Floats r = ( x - n * 0.693359375f ) + n * 2.12194440e-4f;
  // Cephes' polynomial for e^r - 1 - r over r^2.
  Floats p = all( 1.9875691500e-4f );
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const Ints power = ( __builtin_convertvector( n, Ints ) + 127 ) << 23;
  return p * reinterpret_cast<Floats>( power );
}

inline Floats sigmoid( Floats x )
{
  return 1.0f / ( 1.0f + exponential( -x ) );
}

//! erf(x) within 2e-7, given exp(-x^2) (Abramowitz and Stegun 1964, 7.1.26).
inline Floats errorFunction( Floats x, Floats gauss )
{
  const Floats size = x < 0.0f ? -x : x;
  const Floats t = 1.0f / ( 1.0f + 0.3275911f * size );
  Floats p = all( 1.061405429f );
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  const Floats value = 1.0f - p * t * gauss;
  return x < 0.0f ? -value : value;
}

} // namespace

} // namespace calving
