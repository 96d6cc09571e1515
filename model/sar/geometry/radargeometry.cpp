#include "model/sar/geometry/radargeometry.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/sar/geometry/secant.h"

namespace calving
{

namespace
{

//! Half the two-way time over \a range, less that of the reference: by so much a line's zero-Doppler time is
//! later.
double bistaticDelay( const RadarFrame &frame, double range )
{
  return range / speedOfLight - 0.5 * frame.bistaticReference;
}

} // namespace

RadarGeometry::RadarGeometry( const RadarFrame &frame )
  : mFrame( frame )
  , mOrbit( frame.orbit )
  , mFirstTime( mOrbit.seconds( frame.firstLineTime ) )
{
  const double lastTime = mFirstTime + ( frame.height - 1 ) * frame.lineInterval;
  constexpr double tolerance = 2.0; // the nearest polynomial is still good
  if ( mFirstTime < -tolerance || lastTime > mOrbit.duration() + tolerance )
    throw Error( "The orbit covers " + mOrbit.epoch().text() + " to " +
                 ( mOrbit.epoch() + mOrbit.duration() ).text() +
                 ", but the lines of the picture were taken from " + frame.firstLineTime.text() + " to " +
                 ( mOrbit.epoch() + lastTime ).text() + ". Choose the orbit file of that time." );
  if ( !frame.conversions.empty() )
    mGroundRange.emplace( frame.conversions, mOrbit.epoch() );
}

double RadarGeometry::line( const ZeroDoppler &seen ) const
{
  const double lineTime = seen.time - bistaticDelay( mFrame, seen.range );
  return ( lineTime - mFirstTime ) / mFrame.lineInterval;
}

RadarPosition RadarGeometry::position( const ZeroDoppler &seen ) const
{
  const double range = mGroundRange ? mGroundRange->groundRange( seen.time, seen.range ) : seen.range;
  return { line( seen ), ( range - mFrame.firstRange ) / mFrame.rangeSpacing };
}

RadarPosition RadarGeometry::position( const Vector3 &point, double guess ) const
{
  return position( zeroDoppler( mOrbit, point, guess ) );
}

ZeroDoppler RadarGeometry::seenAt( const RadarPosition &position ) const
{
  const double lineTime = mFirstTime + position.line * mFrame.lineInterval;
  const double range = mFrame.firstRange + position.pixel * mFrame.rangeSpacing;
  if ( !mGroundRange )
    return { lineTime + bistaticDelay( mFrame, range ), range };
  // The delay hardly depends on which of two neighbouring polynomials gives the range.
  const double nearRange = mGroundRange->slantRange( lineTime, range );
  const double time = lineTime + bistaticDelay( mFrame, nearRange );
  return { time, mGroundRange->slantRange( time, range ) };
}

Vector3 RadarGeometry::point( const RadarPosition &position, double height ) const
{
  const ZeroDoppler seen = seenAt( position );
  const Orbit::State state = mOrbit.at( seen.time );
  // In the plane abeam: down towards the Earth's centre, and to the right of the flight.
  const Vector3 forward = 1.0 / length( state.velocity ) * state.velocity;
  const Vector3 inward = -1.0 * state.position + dot( state.position, forward ) * forward;
  const Vector3 down = 1.0 / length( inward ) * inward;
  const Vector3 right = cross( down, forward );
  const auto at = [&]( double angle )
  { return state.position + seen.range * ( std::cos( angle ) * down + std::sin( angle ) * right ); };
  const auto excess = [&]( double angle ) { return toGeodetic( at( angle ) ).height - height; };
  const double angle = secantRoot( excess, 30 * degree, 40 * degree, 1e-5 );
  if ( !( std::abs( excess( angle ) ) < 1e-3 ) || angle < 0 || angle > 80 * degree )
    throw Error( "The radar sees no point at a height of " + std::to_string( height ) + " m in line " +
                 std::to_string( position.line ) + ", pixel " + std::to_string( position.pixel ) +
                 ". Choose a height nearer to that of the ground." );
  return at( angle );
}

double RadarGeometry::middleTime() const
{
  return mFirstTime + 0.5 * ( mFrame.height - 1 ) * mFrame.lineInterval;
}

double incidenceAngle( const Vector3 &satellite, const Vector3 &point )
{
  const Vector3 sight = satellite - point;
  const double cosine = dot( sight, ellipsoidNormal( toGeodetic( point ) ) ) / length( sight );
  return std::acos( std::clamp( cosine, -1.0, 1.0 ) ) / degree;
}

} // namespace calving
