#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/geometry/mappolygon.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/nearestsegment.h"

namespace calving
{

using Line = std::vector<Point>;

/**
 * A plane in metres round one glacier, on which areas and lengths are those of the ground.
 *
 * Lambert's azimuthal equal-area projection of the ellipsoid of WGS 84 round \a centre, y to the north there:
 * areas are exact anywhere, lengths within 1 in 100,000 up to 50 km from the centre. Maps on which fronts are
 * drawn are not: EPSG:3413 shows areas 3 % too small at 77° N, EPSG:3857 eightfold at 70°.
 *
 * Not shared between threads.
 */
class GlacierPlane
{
public:
  //! \a crs: well-known text of the system of \a centre; empty: coordinates are metres of a plane already.
  //! Throws Error if \a crs is unknown or shows another planet.
  GlacierPlane( const std::string &crs, const Point &centre );

  //! Whether it only hands coordinates on, because their system is not known.
  bool isUnknown() const { return mCrs.empty(); }

  //! \a line, in the system \a crs, with so many corners that edges lie within 0.1 m of where they were
  //! drawn. Throws Error, naming \a what, where coordinates are no numbers or the plane cannot show it.
  Line project( const Line &line, const std::string &crs, const std::string &what ) const;
  Point project( const Point &point, const std::string &crs, const std::string &what ) const;
  //! The way back: the corners of \a line on the plane, in the system \a crs.
  Line unproject( const Line &line, const std::string &crs ) const;
  MapPolygon unproject( const MapPolygon &polygon, const std::string &crs ) const;

private:
  const MapTransform &way( const std::string &from, const std::string &to ) const;

  std::string mCrs;
  mutable std::map<std::pair<std::string, std::string>, std::unique_ptr<MapTransform>> mWays;
};

} // namespace calving
