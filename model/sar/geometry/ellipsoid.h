#pragma once

#include "model/sar/geometry/vector3.h"

namespace calving
{

//! A place on the ellipsoid of WGS 84: radians east and north, metres above the ellipsoid.
struct Geodetic
{
  double longitude = 0;
  double latitude = 0;
  double height = 0;
};

//! Semi-axes of WGS 84, m.
constexpr double semiMajorAxis = 6378137.0;
constexpr double semiMinorAxis = 6356752.314245179;

constexpr double degree = 3.14159265358979323846 / 180.0;

//! A place from degrees.
inline Geodetic fromDegrees( double longitude, double latitude, double height )
{
  return { longitude * degree, latitude * degree, height };
}

//! Earth-fixed position of \a place.
Vector3 toCartesian( const Geodetic &place );

//! The place at \a position, to 1e-8 m up to 1000 km above the ground (Bowring 1976, repeated).
Geodetic toGeodetic( const Vector3 &position );

//! Unit vector away from the ground, normal to the ellipsoid.
Vector3 ellipsoidNormal( const Geodetic &place );

} // namespace calving
