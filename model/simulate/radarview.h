#pragma once

#include <array>

namespace calving
{

/**
 * Where a side-looking radar looks from: the same direction for the whole scene, as from far away.
 */
class RadarView
{
public:
  /**
   * \a incidence: degrees from the vertical on flat ground, between 0 and 90 exclusive.
   * \a lookDirection: degrees clockwise from the top of the map, from the sensor towards the ground.
   */
  RadarView( double incidence, double lookDirection );

  //! Unit vector (x to the right of the map, y up) from the sensor towards the ground.
  std::array<double, 2> look() const { return mLook; }
  //! Metres that a ray to the sensor climbs per metre of ground.
  double climb() const { return mCos / mSin; }
  double cosIncidence() const { return mCos; }

  //! Cosine of the local incidence angle on a slope (dz/dx, dz/dy); negative where it faces away.
  float cosLocal( float slopeX, float slopeY ) const;
  /**
   * Area of ground per cell of the image, relative to flat ground: above 1 on slopes that face the radar.
   *
   * sin(incidence) / cos(projection angle) (Ulander 1996, IEEE TGRS 34, eq. 13). At layover the quotient
   * loses its meaning; the result is at most 8.
   */
  float areaFactor( float slopeX, float slopeY ) const;

private:
  std::array<double, 2> mLook;
  double mSin;
  double mCos;
};

} // namespace calving
