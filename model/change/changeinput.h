#pragma once

#include <string>
#include <vector>

#include "model/change/datedfront.h"
#include "model/geometry/drawnpolygons.h"
#include "model/raster/rasterinput.h"

namespace calving
{

//! Shapes of a layer, in the system \a crs (well-known text; empty: that of the fronts).
struct DrawnShapes
{
  //! For messages, what each is: “A line of the layer centrelines”.
  std::string what;
  std::string crs;
  std::vector<WellKnownBinary> shapes;

  bool isEmpty() const { return shapes.empty(); }
};

//! What change is measured of.
struct ChangeInput
{
  std::vector<FrontRecord> fronts;
  //! Lines down the glaciers; each glacier takes the one that most of its fronts cross.
  DrawnShapes centrelines;
  //! Polygons; each glacier takes the one that most of its fronts touch.
  DrawnShapes boxes;
  //! Points, lines or polygons in the water; each glacier takes the nearest.
  DrawnShapes ocean;
  //! Metres of ice; empty: none.
  RasterInput thickness;
};

//! The lines of \a shapes, and the outlines of its polygons, as they were drawn but for arcs and heights.
//! Throws Error, a sentence about the layer, where it has neither or one is damaged.
std::vector<Line> outlinesOf( const DrawnShapes &shapes );

class GlacierPlane;

//! \name What \a shapes are on \a plane, where coordinates without a system are in \a frontsCrs. Each throws
//! Error, a sentence about the layer, for shapes of another kind or that cannot be used.
//!@{
std::vector<Line> linesOn( const GlacierPlane &plane, const DrawnShapes &shapes,
                           const std::string &frontsCrs );
std::vector<MapPolygon> boxesOn( const GlacierPlane &plane, const DrawnShapes &shapes,
                                 const std::string &frontsCrs );
//! One point in the water for each shape; of a polygon the middle of what lies within \a reach metres of \a
//! centre, if any does.
std::vector<Point> oceanPointsOn( const GlacierPlane &plane, const DrawnShapes &shapes,
                                  const std::string &frontsCrs, const Point &centre, double reach );
//!@}

} // namespace calving
