#include "model/simulate/product/slantview.h"

#include <algorithm>
#include <cmath>

#include "model/sar/geometry/leastsquares.h"

namespace calving
{

namespace
{

//! A frame of one pixel of a metre that shows slant range \a range at \a time, and of one line a second.
RadarFrame slantFrame( const std::vector<StateVector> &orbit, UtcTime time, double range )
{
  RadarFrame frame;
  frame.width = frame.height = 1;
  frame.firstLineTime = time;
  frame.lineInterval = 1;
  frame.bistaticReference = 2 * range / speedOfLight;
  frame.firstRange = range;
  frame.rangeSpacing = 1;
  frame.orbit = orbit;
  return frame;
}

//! y as a polynomial of degree 8 of x - origin.
std::vector<double> fitted( const std::vector<double> &x, const std::vector<double> &y, double origin )
{
  constexpr int coefficients = 9;
  const double scale = std::max( std::abs( x.front() - origin ), std::abs( x.back() - origin ) );
  LeastSquares system;
  system.rows = static_cast<int>( x.size() );
  system.columns = coefficients;
  system.rightColumns = 1;
  system.right = y;
  for ( const double value : x )
    for ( int power = 0; power < coefficients; ++power )
      system.matrix.push_back( std::pow( ( value - origin ) / scale, power ) );
  std::vector<double> result = system.solve();
  for ( int power = 0; power < coefficients; ++power )
    result[power] /= std::pow( scale, power );
  return result;
}

} // namespace

SlantView::SlantView( const std::vector<StateVector> &orbit, UtcTime time, double range )
  : mRange( range )
  , mRadar( slantFrame( orbit, time, range ) )
{
}

Vector3 SlantView::point( double range, double seconds ) const
{
  return mRadar.point( { seconds, range - mRange }, 0 );
}

double SlantView::depth( double near, double far ) const
{
  constexpr int steps = 256;
  double depth = 0;
  Vector3 last = point( near );
  for ( int i = 1; i <= steps; ++i )
  {
    const Vector3 next = point( near + ( far - near ) * i / steps );
    depth += length( next - last );
    last = next;
  }
  return depth;
}

double SlantView::groundSpeed() const
{
  return length( point( mRange, 0.5 ) - point( mRange, -0.5 ) );
}

CoordinateConversion SlantView::conversion( double near, double depth ) const
{
  constexpr double beyond = 15000;
  constexpr double step = 250;
  std::vector<double> slant;
  std::vector<double> ground;
  const auto walk = [&]( double direction, double distance )
  {
    Vector3 last = point( near );
    double travelled = 0;
    for ( double range = near; travelled < distance; )
    {
      range += direction * step;
      const Vector3 next = point( range );
      travelled += length( next - last );
      last = next;
      slant.push_back( range );
      ground.push_back( direction * travelled );
    }
  };
  walk( -1, beyond );
  std::reverse( slant.begin(), slant.end() );
  std::reverse( ground.begin(), ground.end() );
  slant.push_back( near );
  ground.push_back( 0 );
  walk( 1, depth + beyond );
  return { {}, near, 0, fitted( slant, ground, near ), fitted( ground, slant, 0 ) };
}

} // namespace calving
