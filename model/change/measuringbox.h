#pragma once

#include <string>
#include <vector>

#include "model/change/glacierplane.h"

namespace calving
{

//! Where change is measured: a polygon on the glacier's plane that fronts cut into ice and ocean.
struct MeasuringBox
{
  //! Outline and holes.
  MapPolygon outline;
  //! Edges of the outline by which ice comes in, and those that lead to the ocean; the others are its sides.
  std::vector<Segment> upstream;
  std::vector<Segment> ocean;
  //! Metres by which an area in the box is divided to become a way along the glacier.
  double width = 0;
};

/**
 * A box as somebody drew it, for a glacier that flows along \a flow (a unit vector towards the ocean).
 *
 * Edges that look along the flow, within 45°, lead to the ocean, those that look against it upstream; where
 * no edge does, the one that does so best. Flow then means the mean direction of the ocean's edges. The width
 * is that of the box, its area divided by its length along the flow.
 */
MeasuringBox drawnBox( const MapPolygon &outline, const Point &flow );

//! The rectangle along \a flow from \a back to \a front metres (along the flow) and from \a right to \a left
//! (across, seen along the flow).
MeasuringBox rectangle( const Point &flow, double back, double front, double right, double left );

double areaOf( const MapPolygon &polygon );
double areaOf( const std::vector<MapPolygon> &polygons );

//! Whether \a point lies inside \a polygon, and not in one of its holes.
bool contains( const MapPolygon &polygon, const Point &point );

//! Whether \a point lies on one of \a segments, but for rounding.
bool liesOn( const std::vector<Segment> &segments, const Point &point );

Point middleOf( const Point &a, const Point &b );

} // namespace calving
