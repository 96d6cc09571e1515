#pragma once

#include <vector>

#include "model/sar/geometry/coordinateconversion.h"

namespace calving
{

/**
 * Ground range to slant range and back by the polynomials of a GRD; metres.
 *
 * At each time the polynomial nearest in time holds, without interpolation between them: so the geolocation
 * grids of real products come out within 0.1 mm, whereas interpolation misses them by up to 27 m. The way
 * back inverts the same polynomial by Newton's method, because the products' own inverse polynomials are off
 * by up to 16 m in EW.
 */
class GroundRange
{
public:
  //! REQUIRES: at least one conversion, in order of time. Times below are seconds since \a epoch.
  GroundRange( const std::vector<CoordinateConversion> &conversions, UtcTime epoch );

  double slantRange( double time, double groundRange ) const;
  double groundRange( double time, double slantRange ) const;

private:
  const CoordinateConversion &nearest( double time ) const;

  std::vector<CoordinateConversion> mConversions;
  //! Times half-way between one conversion and the next.
  std::vector<double> mChanges;
};

} // namespace calving
