#pragma once

#include <ogr_geometry.h>

#include "model/geometry/mappolygon.h"

//! Longitudes that go on beyond 180 degrees, so that what crosses the date line is in one piece. A turn is
//! 360 degrees in the unit of the longitudes.
namespace calving
{

/**
 * Adds whole turns to longitudes of \a curve so that no corner is over half a turn from the one before.
 *
 * An edge of more than half a turn is meant the shorter way round: it crosses the date line.
 */
void unwrap( OGRCurve &curve, double turn );
void unwrap( Ring &ring, double turn );

//! Closes a ring. An unwrapped one that goes round the Earth holds a pole, by way of which it comes back; \a
//! turn: 0 where there are no longitudes.
void closeRing( Ring &ring, double turn );

/**
 * \a polygon, whose longitudes run on, in parts that overlap others by less than a millimetre where they
 * meet: at the date line, where what was split there goes on, and where one goes all round the Earth. Else a
 * pixel whose centre lies on the seam to the dot would be in neither.
 */
std::vector<MapPolygon> overSeams( const MapPolygon &polygon, double turn );

//! The parts of \a polygon from \a left to \a right.
std::vector<MapPolygon> between( const MapPolygon &polygon, double left, double right );

//! Coordinates from \a left to \a right and from \a bottom to \a top.
struct Extent
{
  double left = 0;
  double right = 0;
  double bottom = 0;
  double top = 0;
};

//! The parts of \a polygon in \a extent.
std::vector<MapPolygon> within( const MapPolygon &polygon, const Extent &extent );

//! Adds whole turns to the holes of \a polygon so that they lie inside its outline.
void gatherHoles( MapPolygon &polygon, double turn );

} // namespace calving
