#include "model/sar/geometry/zerodoppler.h"

#include <algorithm>
#include <cmath>

namespace calving
{

ZeroDoppler zeroDoppler( const Orbit &orbit, const Vector3 &point, double guess )
{
  // Polynomials run wild far from their nodes: a step never leaves the orbit by more than a minute.
  const double earliest = -60.0;
  const double latest = orbit.duration() + 60.0;
  double time = guess;
  Vector3 sight{};
  for ( int step = 0; step < 12; ++step )
  {
    const Orbit::State state = orbit.at( time );
    sight = point - state.position;
    const double slope = dot( sight, state.acceleration ) - dot( state.velocity, state.velocity );
    const double next = std::clamp( time - dot( sight, state.velocity ) / slope, earliest, latest );
    const double moved = next - time;
    time = next;
    // The range is at its minimum here: a nanosecond moves it by less than a picometre.
    if ( std::abs( moved ) < 1e-9 )
      return { time, length( sight ) };
  }
  return { time, length( point - orbit.at( time ).position ) };
}

} // namespace calving
