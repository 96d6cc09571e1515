#include "model/simulate/sun.h"

#include <algorithm>
#include <cmath>

#include "model/base/calendar.h"

namespace calving
{

namespace
{

constexpr double radian = M_PI / 180;
constexpr double hourAngle = -22.5 * radian;
constexpr double lowestElevation = 25;

} // namespace

RayDirection SunPosition::rays() const
{
  return { { std::sin( azimuth * radian ), std::cos( azimuth * radian ) }, std::tan( elevation * radian ) };
}

SunPosition sunOn( int day, const Placement &placement )
{
  const double declination = 23.45 * radian * std::sin( 2 * M_PI * ( 284 + dayOfYear( day ) + 1 ) / 365 );
  const double latitude = placement.latitude * radian;
  // Components of the unit vector to the sun: east, north, up.
  const double east = -std::cos( declination ) * std::sin( hourAngle );
  const double north = std::cos( latitude ) * std::sin( declination ) -
                       std::sin( latitude ) * std::cos( declination ) * std::cos( hourAngle );
  const double up = std::sin( latitude ) * std::sin( declination ) +
                    std::cos( latitude ) * std::cos( declination ) * std::cos( hourAngle );
  SunPosition sun;
  sun.elevation = std::max( std::asin( up ) / radian, lowestElevation );
  sun.azimuth = std::atan2( east, north ) / radian + placement.north;
  return sun;
}

} // namespace calving
