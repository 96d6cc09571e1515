#include "model/sar/product/annotationorbit.h"

#include <algorithm>

#include "model/sar/geometry/ellipsoid.h"
#include "model/sar/geometry/zerodoppler.h"

namespace calving
{

namespace
{

bool hasRoundedTimes( const Annotation &annotation )
{
  constexpr std::int64_t millisecond = 1000000;
  constexpr std::int64_t second = 1000 * millisecond;
  const std::int64_t phase = annotation.orbit.front().time.nanoseconds % second;
  const auto hasPhase = [phase]( const StateVector &v ) { return v.time.nanoseconds % second == phase; };
  return phase != 0 && phase % millisecond == 0 &&
         std::all_of( annotation.orbit.begin(), annotation.orbit.end(), hasPhase );
}

//! Mean seconds by which \a orbit passes the points of the grid later than the grid says.
double meanDelay( const Orbit &orbit, const std::vector<GeolocationPoint> &grid )
{
  double sum = 0;
  for ( const GeolocationPoint &point : grid )
  {
    const double stated = orbit.seconds( point.azimuthTime );
    const Vector3 position = toCartesian( fromDegrees( point.longitude, point.latitude, point.height ) );
    sum += zeroDoppler( orbit, position, stated ).time - stated;
  }
  return sum / static_cast<double>( grid.size() );
}

} // namespace

Orbit annotationOrbit( const Annotation &annotation )
{
  Orbit orbit( annotation.orbit );
  if ( !hasRoundedTimes( annotation ) )
    return orbit;
  constexpr double largestRounding = 0.0006;
  const double delay = meanDelay( orbit, annotation.geolocationGrid );
  return std::abs( delay ) < largestRounding ? orbit.delayed( -delay ) : orbit;
}

} // namespace calving
