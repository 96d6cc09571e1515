#pragma once

#include "model/sar/geometry/radargeometry.h"

namespace calving
{

//! One line as the radar sees it, in slant range: what there is before a product has pixels.
class SlantView
{
public:
  //! What lies abeam of \a orbit at \a time. \a range (m): of the place for which the line's time is exact.
  SlantView( const std::vector<StateVector> &orbit, UtcTime time, double range );

  //! The point on the ellipsoid at the slant range \a range, \a seconds later.
  Vector3 point( double range, double seconds = 0 ) const;
  //! Metres along the ellipsoid between two slant ranges.
  double depth( double near, double far ) const;
  //! Metres on the ground that the view moves on in a second.
  double groundSpeed() const;
  /**
   * Ground range from slant range \a near on, for \a depth metres and 15 km beyond either end.
   *
   * Ground range is measured along the ellipsoid at right angles to the flight. The time is left open.
   */
  CoordinateConversion conversion( double near, double depth ) const;

private:
  double mRange;
  RadarGeometry mRadar;
};

} // namespace calving
