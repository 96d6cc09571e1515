#pragma once

#include "model/nn/kernels/kernels.h"
#include "model/nn/kernels/product.h"

namespace calving
{

namespace
{

constexpr std::int64_t maxTokens = 256;
constexpr std::int64_t headChannels = tileColumns;

//! The tokens of one window: where they are in the grid, and which of them may see each other.
struct WindowTokens
{
  explicit WindowTokens( const WindowPlace &window )
    : count( window.window * window.window )
  {
    for ( std::int64_t r = 0; r < window.window; ++r )
      for ( std::int64_t c = 0; c < window.window; ++c )
        add( window, r, c );
  }

  void add( const WindowPlace &window, std::int64_t r, std::int64_t c )
  {
    const std::int64_t row = window.windowRow * window.window + r;
    const std::int64_t column = window.windowColumn * window.window + c;
    const std::int64_t token = r * window.window + c;
    place[token] =
        ( row + window.shift ) % window.height * window.width + ( column + window.shift ) % window.width;
    region[token] = 3 * band( row, window.height, window ) + band( column, window.width, window );
    split = split || region[token] != region[0];
  }

  //! Which part of the shifted grid a row lies in.
  static std::int32_t band( std::int64_t i, std::int64_t length, const WindowPlace &window )
  {
    return window.shift == 0 ? 0 : ( i >= length - window.window ) + ( i >= length - window.shift );
  }

  std::int64_t count;
  std::int32_t place[maxTokens];
  alignas( 64 ) std::int32_t region[maxTokens];
  //! Whether the cyclic shift brought several parts together.
  bool split = false;
};

//! What is added between such parts: finite, as in the reference.
constexpr float otherPart = -100.0f;

//! The rows of one head in one window as units.
template <typename Units> struct HeadRows
{
  typedef typename Units::Unit Unit;
  static constexpr std::int64_t units = headChannels / Units::values;
  static constexpr std::int64_t size = maxTokens * units;

  //! One row for each token.
  template <typename Value>
  void gather( const Value *from, std::int64_t stride, const WindowTokens &tokens, Unit *rows ) const
  {
    for ( std::int64_t t = 0; t < tokens.count; ++t )
    {
      const Value *row = from + tokens.place[t] * stride;
      for ( std::int64_t c = 0; c < headChannels; c += lanes )
        Units::put( rows + t * units, c, load( row + c ) );
    }
  }

  //! Units that reach over neighbouring tokens, one row for each.
  template <typename Value>
  void gatherPairs( const Value *from, std::int64_t stride, const WindowTokens &tokens, Unit *rows ) const
  {
    for ( std::int64_t t = 0; t < tokens.count; t += 2 )
      for ( std::int64_t c = 0; c < headChannels; c += lanes )
        Units::putRows( rows + t / Units::values * headChannels + c, headChannels,
                        load( from + tokens.place[t] * stride + c ),
                        load( from + tokens.place[t + 1] * stride + c ) );
  }

  //! (count, units) -> (units, count).
  void transpose( const Unit *rows, std::int64_t count, Unit *columns ) const
  {
    for ( std::int64_t t = 0; t < count; t += lanes )
      for ( std::int64_t u = 0; u < units; ++u )
        for ( std::int64_t i = 0; i < lanes; ++i )
          columns[u * count + t + i] = rows[( t + i ) * units + u];
  }
};

//! The values of a row from \a channel on.
template <typename Units> inline Floats loadUnits( const typename Units::Unit *row, std::int64_t channel )
{
  if constexpr ( Units::values == 1 )
    return load( row + channel );
  else
    return load( reinterpret_cast<const std::uint16_t *>( row ) + channel );
}

//! factor / length of each row; 0 for rows shorter than 1e-12, which have no direction.
template <typename Units>
inline void inverseLengths( const typename Units::Unit *rows, std::int64_t count, float factor,
                            float *inverse )
{
  for ( std::int64_t t = 0; t < count; ++t )
  {
    Floats squares{};
    for ( std::int64_t c = 0; c < headChannels; c += lanes )
    {
      const Floats values = loadUnits<Units>( rows + t * HeadRows<Units>::units, c );
      squares += values * values;
    }
    const float length = __builtin_sqrtf( sumOf( squares ) );
    inverse[t] = length > 1e-12f ? factor / length : 0;
  }
}

//! Scores of a tile's rows from token \a first on: product * leftFactor * rightFactor + bias, and the mask.
template <typename Units>
inline void scoreRows( LeftFactor<typename Units::Unit> left, const typename Units::Unit *right,
                       const float *leftFactor, const float *rightFactor, const float *bias,
                       const WindowTokens &tokens, std::int64_t first, float *scores )
{
  const std::int64_t count = tokens.count;
  for ( std::int64_t i = 0; i < count; i += tileColumns )
  {
    Tile tile{};
    multiplyTile<Units>( tile, left, right + i, count, HeadRows<Units>::units );
    for ( int r = 0; r < tileRows; ++r )
      for ( int v = 0; v < tileVectors; ++v )
      {
        const std::int64_t at = i + v * lanes;
        Floats score =
            tile[r][v] * ( leftFactor[r] * load( rightFactor + at ) ) + load( bias + r * count + at );
        if ( tokens.split )
        {
          Ints regions;
          __builtin_memcpy( &regions, tokens.region + at, sizeof( regions ) );
          score += regions == tokens.region[first + r] ? Floats{} : all( otherPart );
        }
        store( scores + r * count + at, score );
      }
  }
}

} // namespace

} // namespace calving
