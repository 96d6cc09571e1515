#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace calving
{

//! Longitude and latitude on the ellipsoid of WGS 84.
constexpr const char *geographicCrs = "EPSG:4326";

/**
 * From one coordinate reference system to another, for threads to share.
 *
 * Coordinates are in the order x, y (longitude, latitude), whatever a reference system's definition says.
 */
class MapTransform
{
public:
  //! Both as well-known text or "EPSG:3413". Throws Error if one is unknown or there is no way between them.
  MapTransform( const std::string &from, const std::string &to );
  ~MapTransform();

  //! Transforms points in place; those that have no counterpart become NaN.
  void apply( std::vector<double> &x, std::vector<double> &y ) const;
  //! The same in space: \a z are heights, or the third coordinates of a geocentric system.
  void apply( std::vector<double> &x, std::vector<double> &y, std::vector<double> &z ) const;
  //! The same of points in the plane.
  std::vector<std::array<double, 2>> applied( const std::vector<std::array<double, 2>> &points ) const;
  std::array<double, 2> applied( const std::array<double, 2> &point ) const;

private:
  void transform( std::vector<double> &x, std::vector<double> &y, double *z ) const;

  class Pool;
  std::unique_ptr<Pool> mPool;
};

//! \a crs ("EPSG:3413", well-known text, PROJ string) as well-known text. Throws Error if it is unknown.
std::string wellKnownText( const std::string &crs );

} // namespace calving
