#include "model/sar/geometry/ellipsoid.h"

#include <cmath>

namespace calving
{

namespace
{
constexpr double eccentricitySquared =
    1.0 - ( semiMinorAxis / semiMajorAxis ) * ( semiMinorAxis / semiMajorAxis );
}

Vector3 toCartesian( const Geodetic &place )
{
  const double sine = std::sin( place.latitude );
  const double cosine = std::cos( place.latitude );
  const double primeVertical = semiMajorAxis / std::sqrt( 1.0 - eccentricitySquared * sine * sine );
  const double fromAxis = ( primeVertical + place.height ) * cosine;
  return { fromAxis * std::cos( place.longitude ), fromAxis * std::sin( place.longitude ),
           ( primeVertical * ( 1.0 - eccentricitySquared ) + place.height ) * sine };
}

Geodetic toGeodetic( const Vector3 &position )
{
  const double fromAxis = std::hypot( position[0], position[1] );
  // Reduced latitude; each round gains some five digits, and the start is good to a few.
  double reduced = std::atan2( position[2] * semiMajorAxis, fromAxis * semiMinorAxis );
  double latitude = 0;
  for ( int round = 0; round < 3; ++round )
  {
    const double sine = std::sin( reduced );
    const double cosine = std::cos( reduced );
    const double second = ( semiMajorAxis * semiMajorAxis - semiMinorAxis * semiMinorAxis );
    latitude = std::atan2( position[2] + second / semiMinorAxis * sine * sine * sine,
                           fromAxis - second / semiMajorAxis * cosine * cosine * cosine );
    reduced = std::atan2( semiMinorAxis * std::sin( latitude ), semiMajorAxis * std::cos( latitude ) );
  }
  const double sine = std::sin( latitude );
  const double cosine = std::cos( latitude );
  const double height = fromAxis * cosine + position[2] * sine -
                        semiMajorAxis * std::sqrt( 1.0 - eccentricitySquared * sine * sine );
  return { std::atan2( position[1], position[0] ), latitude, height };
}

Vector3 ellipsoidNormal( const Geodetic &place )
{
  const double cosine = std::cos( place.latitude );
  return { cosine * std::cos( place.longitude ), cosine * std::sin( place.longitude ),
           std::sin( place.latitude ) };
}

} // namespace calving
