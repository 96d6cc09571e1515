#pragma once

#include <vector>

#include "model/sar/geometry/ellipsoid.h"
#include "model/sar/geometry/statevector.h"

namespace calving
{

//! How the satellite is to pass a place.
struct PassWish
{
  //! On the ellipsoid.
  Geodetic place;
  //! Degrees from the ellipsoid's normal at the place.
  double incidence = 38;
  bool ascending = true;
};

/**
 * A circular orbit of Sentinel-1's height and inclination over the turning Earth that passes as wished.
 *
 * The place lies to the right of the flight, abeam at time(). State vectors are exact at any time.
 */
class SimulatedOrbit
{
public:
  //! Throws Error if no such orbit sees the place so: near the poles only some passes do.
  SimulatedOrbit( const PassWish &wish, UtcTime time );

  UtcTime time() const { return mTime; }
  //! When the satellite last crossed the equator northwards.
  UtcTime ascendingNodeTime() const;
  //! The state \a seconds after time().
  StateVector at( double seconds ) const;
  //! State vectors at every tenth whole second, from \a before to \a after seconds around time() at least.
  std::vector<StateVector> vectors( double before, double after ) const;

  //! Seconds of one revolution: 175 in 12 days.
  static constexpr double period = 12 * 86400.0 / 175;

private:
  UtcTime mTime;
  //! Angle from the ascending node, and longitude of that node, at time(); radians.
  double mAngle = 0;
  double mNode = 0;
};

} // namespace calving
