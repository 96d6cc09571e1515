#pragma once

#include <array>
#include <string>
#include <vector>

namespace calving
{

/**
 * Lengths in metres between map coordinates (x or longitude, y or latitude).
 *
 * Geographic systems: along the ellipsoid, from the radii of curvature midway; exact to 1e-6 for pieces under
 * 10 km. Projected systems: in the plane of the map, times its unit. Unknown systems: the numbers as they
 * are.
 */
class GroundDistance
{
public:
  //! \a crs is well-known text; empty where unknown. Throws Error if it cannot be understood.
  explicit GroundDistance( const std::string &crs );

  double between( const std::array<double, 2> &p, const std::array<double, 2> &q ) const;
  double along( const std::vector<std::array<double, 2>> &line ) const;

private:
  bool mGeographic = false;
  //! Metres, or radians, of the unit of the coordinates.
  double mUnit = 1;
  double mSemiMajor = 0;
  double mSquaredEccentricity = 0;
};

} // namespace calving
