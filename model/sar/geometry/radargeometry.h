#pragma once

#include <optional>

#include "model/sar/geometry/ellipsoid.h"
#include "model/sar/geometry/groundrange.h"
#include "model/sar/geometry/radarframe.h"
#include "model/sar/geometry/zerodoppler.h"

namespace calving
{

//! A position in a picture; the centre of the first pixel is (0, 0), as products count.
struct RadarPosition
{
  double line = 0;
  double pixel = 0;
};

/**
 * Range-Doppler geometry of one picture: from ground to picture and back.
 *
 * Immutable: threads may share it. Times are seconds since orbit().epoch().
 */
class RadarGeometry
{
public:
  //! Throws Error if the orbit does not cover the picture's lines.
  explicit RadarGeometry( const RadarFrame &frame );

  const RadarFrame &frame() const { return mFrame; }
  const Orbit &orbit() const { return mOrbit; }

  //! The line that shows what is abeam at \a seen. May lie outside the picture.
  double line( const ZeroDoppler &seen ) const;
  //! Where the picture shows what is abeam at \a seen. May lie outside the picture.
  RadarPosition position( const ZeroDoppler &seen ) const;
  //! Where the picture shows the Earth-fixed point \a point; \a guess is a zero-Doppler time near by.
  RadarPosition position( const Vector3 &point, double guess ) const;

  //! Zero-Doppler time and slant range of what is shown at \a position.
  ZeroDoppler seenAt( const RadarPosition &position ) const;
  /**
   * The point at \a height (m above the ellipsoid) that is shown at \a position, on the right of the flight.
   *
   * Throws Error if the radar sees no such point.
   */
  Vector3 point( const RadarPosition &position, double height ) const;

  //! Zero-Doppler time in the middle of the picture: a guess for all of it.
  double middleTime() const;

private:
  RadarFrame mFrame;
  Orbit mOrbit;
  //! Time of line 0.
  double mFirstTime;
  std::optional<GroundRange> mGroundRange;
};

//! Degrees between the line of sight from \a satellite and the normal of the ellipsoid at \a point.
double incidenceAngle( const Vector3 &satellite, const Vector3 &point );

} // namespace calving
