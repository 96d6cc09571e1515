#pragma once

#include "model/nn/kernels/vector.h"

// Products of small matrices that lie in the cache. Both factors are made of 32-bit units along the summed
// dimension: one float, or two values of bfloat16 where the processor multiplies these.

namespace calving
{

namespace
{

//! Columns of a tile, and channels of an attention head.
constexpr std::int64_t tileColumns = 32;
constexpr int tileVectors = tileColumns / lanes;

#ifdef __AVX512BF16__
constexpr int tileRows = 8;
#else
constexpr int tileRows = 2;
#endif

inline Floats loadBits( const void *from )
{
  Floats result;
  __builtin_memcpy( &result, from, sizeof( result ) );
  return result;
}

//! One value per unit.
struct SingleUnits
{
  typedef float Unit;
  static constexpr std::int64_t values = 1;

  static Floats multiplyAdd( Floats sum, Unit a, Floats b ) { return sum + a * b; }
  static void put( Unit *units, std::int64_t at, Floats value ) { store( units + at, value ); }
  //! The units of some columns whose rows are \a first and \a second: for single values, \a first alone.
  static void putRows( Unit *units, std::int64_t stride, Floats first, Floats second )
  {
    store( units, first );
    store( units + stride, second );
  }
};

#ifdef __AVX512BF16__
//! Two neighbours in bfloat16 per unit.
struct PairUnits
{
  typedef std::uint32_t Unit;
  static constexpr std::int64_t values = 2;

  static Floats multiplyAdd( Floats sum, Unit a, Floats b )
  {
    return reinterpret_cast<Floats>(
        _mm512_dpbf16_ps( reinterpret_cast<__m512>( sum ),
                          reinterpret_cast<__m512bh>( _mm512_set1_epi32( static_cast<int>( a ) ) ),
                          reinterpret_cast<__m512bh>( b ) ) );
  }
  static void put( Unit *units, std::int64_t at, Floats value )
  {
    store( reinterpret_cast<std::uint16_t *>( units ) + at, value );
  }
  static void putRows( Unit *units, std::int64_t, Floats first, Floats second )
  {
    const Words pairs = __builtin_convertvector( narrowed( first ), Words ) |
                        ( __builtin_convertvector( narrowed( second ), Words ) << 16 );
    __builtin_memcpy( units, &pairs, sizeof( pairs ) );
  }
};
#endif

template <typename Value> struct UnitsOf
{
  typedef SingleUnits Type;
};

#ifdef __AVX512BF16__
template <> struct UnitsOf<std::uint16_t>
{
  typedef PairUnits Type;
};
#endif

//! A left factor: unit u of row r lies at data[r * row + u * unit].
template <typename Unit> struct LeftFactor
{
  const Unit *data;
  std::int64_t row;
  std::int64_t unit;
};

typedef Floats Tile[tileRows][tileVectors];

//! tile += left * right over \a units; row u of \a right begins at right[u * stride].
template <typename Units>
inline __attribute__( ( always_inline ) ) void
multiplyTile( Tile &tile, LeftFactor<typename Units::Unit> left, const typename Units::Unit *right,
              std::int64_t stride, std::int64_t units )
{
  Tile sums;
  __builtin_memcpy( sums, tile, sizeof( sums ) );
  for ( std::int64_t u = 0; u < units; ++u )
  {
    Floats b[tileVectors];
#pragma GCC unroll 4
    for ( int v = 0; v < tileVectors; ++v )
      b[v] = loadBits( right + u * stride + v * lanes );
#pragma GCC unroll 8
    for ( int r = 0; r < tileRows; ++r )
    {
      const typename Units::Unit a = left.data[r * left.row + u * left.unit];
#pragma GCC unroll 4
      for ( int v = 0; v < tileVectors; ++v )
        sums[r][v] = Units::multiplyAdd( sums[r][v], a, b[v] );
    }
  }
  __builtin_memcpy( tile, sums, sizeof( sums ) );
}

} // namespace

} // namespace calving
