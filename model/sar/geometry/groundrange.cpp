#include "model/sar/geometry/groundrange.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

struct ValueAndSlope
{
  double value;
  double slope;
};

ValueAndSlope evaluate( const std::vector<double> &coefficients, double x )
{
  double value = 0;
  double slope = 0;
  for ( auto c = coefficients.rbegin(); c != coefficients.rend(); ++c )
  {
    slope = slope * x + value;
    value = value * x + *c;
  }
  return { value, slope };
}

} // namespace

GroundRange::GroundRange( const std::vector<CoordinateConversion> &conversions, UtcTime epoch )
  : mConversions( conversions )
{
  for ( std::size_t i = 0; i + 1 < conversions.size(); ++i )
    mChanges.push_back(
        0.5 * ( ( conversions[i].azimuthTime - epoch ) + ( conversions[i + 1].azimuthTime - epoch ) ) );
}

const CoordinateConversion &GroundRange::nearest( double time ) const
{
  return mConversions[std::upper_bound( mChanges.begin(), mChanges.end(), time ) - mChanges.begin()];
}

double GroundRange::slantRange( double time, double groundRange ) const
{
  const CoordinateConversion &conversion = nearest( time );
  return evaluate( conversion.groundToSlant, groundRange - conversion.groundOrigin ).value;
}

double GroundRange::groundRange( double time, double slantRange ) const
{
  const CoordinateConversion &conversion = nearest( time );
  double ground = evaluate( conversion.slantToGround, slantRange - conversion.slantOrigin ).value;
  for ( int step = 0; step < 8; ++step )
  {
    const ValueAndSlope slant = evaluate( conversion.groundToSlant, ground - conversion.groundOrigin );
    const double correction = ( slantRange - slant.value ) / slant.slope;
    if ( !std::isfinite( correction ) )
      return ground;
    ground += correction;
    if ( std::abs( correction ) < 1e-5 )
      break;
  }
  return ground;
}

} // namespace calving
