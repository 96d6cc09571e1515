#pragma once

#include "model/sar/geometry/orbit.h"

namespace calving
{

//! Speed of light, m/s.
constexpr double speedOfLight = 299792458.0;

//! When a point is abeam of the satellite, and how far away it is then.
struct ZeroDoppler
{
  //! Seconds since the orbit's epoch.
  double time = 0;
  //! One way, m.
  double range = 0;
};

/**
 * When and how far \a orbit passes abeam of \a point, to a nanosecond.
 *
 * Newton's method from the time \a guess (seconds since the epoch). A point that the orbit's vectors never
 * pass gives a time outside them, where the result is not exact.
 */
ZeroDoppler zeroDoppler( const Orbit &orbit, const Vector3 &point, double guess );

} // namespace calving
