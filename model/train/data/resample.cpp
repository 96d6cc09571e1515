#include "model/train/data/resample.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calving
{

namespace
{

//! Weights of the source pixels that make one output pixel.
struct Taps
{
  int first;
  std::vector<float> weights;
};

std::vector<Taps> triangleTaps( int size, int side )
{
  const double scale = static_cast<double>( size ) / side;
  const double support = std::max( 1.0, scale );
  std::vector<Taps> taps( side );
  for ( int i = 0; i < side; ++i )
  {
    const double centre = ( i + 0.5 ) * scale;
    const int first = std::max( 0, static_cast<int>( std::floor( centre - support ) ) );
    const int last = std::min( size - 1, static_cast<int>( std::ceil( centre + support ) ) - 1 );
    double sum = 0;
    taps[i].first = first;
    for ( int s = first; s <= last; ++s )
    {
      const double weight = std::max( 0.0, 1.0 - std::abs( s + 0.5 - centre ) / support );
      taps[i].weights.push_back( static_cast<float>( weight ) );
      sum += weight;
    }
    for ( float &weight : taps[i].weights )
      weight = static_cast<float>( weight / sum );
  }
  return taps;
}

//! Weights of the pixels at -1, 0, 1, 2 for a place \a x (0 to 1) between 0 and 1.
std::array<double, 4> cubicWeights( double x )
{
  constexpr double a = -0.75;
  const auto inner = []( double d ) { return ( ( a + 2 ) * d - ( a + 3 ) ) * d * d + 1; };
  const auto outer = []( double d ) { return ( ( a * d - 5 * a ) * d + 8 * a ) * d - 4 * a; };
  return { outer( x + 1 ), inner( x ), inner( 1 - x ), outer( 2 - x ) };
}

std::vector<Taps> cubicTaps( int size, int side )
{
  const double scale = static_cast<double>( size ) / side;
  std::vector<Taps> taps( side );
  for ( int i = 0; i < side; ++i )
  {
    const double centre = ( i + 0.5 ) * scale - 0.5;
    const int base = static_cast<int>( std::floor( centre ) );
    const int first = std::max( 0, base - 1 );
    const int last = std::min( size - 1, base + 2 );
    taps[i] = { first, std::vector<float>( last - first + 1 ) };
    const std::array<double, 4> weights = cubicWeights( centre - base );
    for ( int k = 0; k < 4; ++k )
      taps[i].weights[std::clamp( base - 1 + k, first, last ) - first] += static_cast<float>( weights[k] );
  }
  return taps;
}

//! Rows of \a width bytes become rows of \a taps.size() values.
std::vector<float> resampleRows( const std::vector<std::uint8_t> &values, int width, int height,
                                 const std::vector<Taps> &taps )
{
  std::vector<float> result( static_cast<std::size_t>( height ) * taps.size() );
  auto out = result.begin();
  for ( int row = 0; row < height; ++row )
  {
    const std::uint8_t *line = values.data() + static_cast<std::size_t>( row ) * width;
    for ( const Taps &tap : taps )
    {
      float sum = 0;
      for ( std::size_t k = 0; k < tap.weights.size(); ++k )
        sum += tap.weights[k] * line[tap.first + k];
      *out++ = sum;
    }
  }
  return result;
}

std::vector<std::uint8_t> resample( const std::vector<std::uint8_t> &values, int width, int height, int side,
                                    std::vector<Taps> ( *tapsOf )( int, int ) )
{
  if ( width == side && height == side )
    return values;
  const std::vector<float> rows = resampleRows( values, width, height, tapsOf( width, side ) );
  std::vector<std::uint8_t> result( static_cast<std::size_t>( side ) * side );
  std::vector<float> line( side );
  auto out = result.begin();
  for ( const Taps &tap : tapsOf( height, side ) )
  {
    std::fill( line.begin(), line.end(), 0.5f ); // rounds
    for ( std::size_t k = 0; k < tap.weights.size(); ++k )
    {
      const float *source = rows.data() + ( tap.first + k ) * side;
      for ( int x = 0; x < side; ++x )
        line[x] += tap.weights[k] * source[x];
    }
    for ( float value : line )
      *out++ = static_cast<std::uint8_t>( std::clamp( value, 0.0f, 255.0f ) );
  }
  return result;
}

} // namespace

std::vector<std::uint8_t> resampleGrey( const std::vector<std::uint8_t> &values, int width, int height,
                                        int side )
{
  return resample( values, width, height, side, triangleTaps );
}

std::vector<std::uint8_t> resampleCubic( const std::vector<std::uint8_t> &values, int width, int height,
                                         int side )
{
  return resample( values, width, height, side, cubicTaps );
}

std::vector<std::uint8_t> resampleNearest( const std::vector<std::uint8_t> &values, int width, int height,
                                           int side )
{
  if ( width == side && height == side )
    return values;
  std::vector<std::uint8_t> result( static_cast<std::size_t>( side ) * side );
  auto out = result.begin();
  for ( int y = 0; y < side; ++y )
  {
    const std::size_t row = static_cast<std::size_t>( ( y + 0.5 ) * height / side );
    for ( int x = 0; x < side; ++x )
      *out++ = values[row * width + static_cast<std::size_t>( ( x + 0.5 ) * width / side )];
  }
  return result;
}

} // namespace calving
