#pragma once

#include <memory>
#include <vector>

#include "model/change/glacierplane.h"
#include "model/geometry/mappolygon.h"

namespace calving
{

//! Polygons of which many points are asked whether they lie inside; on the plane.
class PreparedArea
{
public:
  //! Throws Error where GDAL lacks GEOS.
  explicit PreparedArea( const std::vector<MapPolygon> &polygons );
  ~PreparedArea();
  PreparedArea( PreparedArea && ) noexcept;

  bool contains( const Point &point ) const;
  //! Metres of \a parts outside, in pieces of \a step metres.
  double outside( const std::vector<Line> &parts, double step ) const;

private:
  struct Geometry;
  std::unique_ptr<const Geometry> mGeometry;
};

} // namespace calving
