#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "model/sar/speckle/filters.h"
#include "model/sar/speckle/minimummeansquare.h"

namespace calving
{

namespace
{

constexpr int side = 7;
constexpr int subWindows = 3;
//! Sub-windows of lowest variation that stand for the noise.
constexpr int quietest = 5;

//! The 7x7 values around one pixel.
struct WindowValues
{
  std::array<float, side * side> value;
  bool complete;

  float at( int x, int y ) const { return value[y * side + x]; }
};

WindowValues windowAround( const Neighbourhood &area, int x, int y )
{
  WindowValues window;
  window.complete = true;
  for ( int dy = 0; dy < side; ++dy )
  {
    const float *row = area.row( y + dy - area.radius() ) + x;
    for ( int dx = 0; dx < side; ++dx )
      window.value[dy * side + dx] = row[dx];
  }
  for ( const float value : window.value )
    window.complete &= value == value;
  return window;
}

//! Means of the nine 3x3 sub-windows, two pixels apart, and the noise they show. Incomplete ones are left
//! out.
struct SubWindows
{
  explicit SubWindows( const WindowValues &window )
  {
    std::array<double, subWindows * subWindows> variation;
    int count = 0;
    for ( int j = 0; j < subWindows; ++j )
      for ( int i = 0; i < subWindows; ++i )
      {
        SampleStatistics sample;
        for ( int dy = 0; dy < 3; ++dy )
          for ( int dx = 0; dx < 3; ++dx )
            sample.add( window.at( 2 * i + dx, 2 * j + dy ) );
        mean[j][i] = sample.mean();
        if ( sample.count() == 9 && sample.mean() > 0.0 )
          variation[count++] = sample.variance() / ( sample.mean() * sample.mean() );
      }
    std::sort( variation.begin(), variation.begin() + count );
    const int used = std::min( quietest, count );
    for ( int k = 0; k < used; ++k )
      noise += variation[k] / used;
  }

  double mean[subWindows][subWindows];
  double noise = 0.0;
};

//! True where pixel (x, y) of the window belongs to the half on the side of the edge that is like the centre.
using HalfWindow = bool ( * )( int x, int y );

HalfWindow alongStrongestEdge( const SubWindows &sub )
{
  const auto &m = sub.mean;
  const std::array<double, 4> gradient{
      std::abs( m[2][0] + m[2][1] + m[2][2] - m[0][0] - m[0][1] - m[0][2] ),
      std::abs( m[0][1] + m[0][2] + m[1][2] - m[1][0] - m[2][0] - m[2][1] ),
      std::abs( m[0][2] + m[1][2] + m[2][2] - m[0][0] - m[1][0] - m[2][0] ),
      std::abs( m[0][0] + m[0][1] + m[1][0] - m[1][2] - m[2][1] - m[2][2] ) };
  const auto nearer = [&]( double first, double second )
  { return std::abs( first - m[1][1] ) <= std::abs( second - m[1][1] ); };

  switch ( std::max_element( gradient.begin(), gradient.end() ) - gradient.begin() )
  {
  case 0:
    return nearer( m[0][1], m[2][1] ) ? []( int, int y ) { return y <= 3; }
                                      : []( int, int y ) { return y >= 3; };
  case 1:
    return nearer( m[0][2], m[2][0] ) ? []( int x, int y ) { return x >= y; }
                                      : []( int x, int y ) { return x <= y; };
  case 2:
    return nearer( m[1][0], m[1][2] ) ? []( int x, int ) { return x <= 3; }
                                      : []( int x, int ) { return x >= 3; };
  default:
    return nearer( m[0][0], m[2][2] ) ? []( int x, int y ) { return x + y <= 6; }
                                      : []( int x, int y ) { return x + y >= 6; };
  }
}

float refined( const WindowValues &window )
{
  const SubWindows sub( window );
  // At borders and gaps directions cannot be compared: the whole valid part is used.
  const HalfWindow half = window.complete ? alongStrongestEdge( sub ) : []( int, int ) { return true; };
  SampleStatistics sample;
  for ( int y = 0; y < side; ++y )
    for ( int x = 0; x < side; ++x )
      if ( half( x, y ) )
        sample.add( window.at( x, y ) );
  return static_cast<float>( minimumMeanSquare( window.at( 3, 3 ), sample, sub.noise ) );
}

} // namespace

void refinedLeeFilter( const Neighbourhood &area, const SpeckleOptions &, float *filtered )
{
  for ( int y = 0; y < area.height(); ++y )
    for ( int x = 0; x < area.width(); ++x, ++filtered )
      *filtered = std::isnan( area.centre( x, y ) ) ? std::numeric_limits<float>::quiet_NaN()
                                                    : refined( windowAround( area, x, y ) );
}

} // namespace calving
