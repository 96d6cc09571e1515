#pragma once

#include <vector>

#include "model/change/boxcut.h"
#include "model/icemask/flowaxes.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * Where a front moves: between walls, through all of a map and a little beyond.
 *
 * Fronts cut a wider fjord, whose sides lie two pixels behind the walls, so that an end that reaches the wall
 * goes on straight across it and the pixels on both sides of a wall see the same front.
 */
struct Fjord
{
  //! Up to the walls.
  MapPolygon inside;
  //! The wider one, with its ends upstream and towards the ocean; its width is that between the walls.
  MeasuringBox wider;
  //! Metres by which its sides lie behind the walls.
  double behindWalls = 0;
  //! The rectangle that it goes through, all round the map.
  std::vector<Segment> frame;
};

/**
 * The fjords in which \a fronts (lines on the map \a grid) lie, for ice that flows along \a axes.
 *
 * \a walls: lines on the map; see wallsAlong(). Of the parts into which they cut the surroundings, those are
 * fjords that hold at least a fifth of the length of fronts that the part with most of it holds. Where they
 * leave a side open, and without walls, a fjord is a straight one along the flow and as wide as the fronts
 * reach. Throws Error where walls lie elsewhere.
 */
std::vector<Fjord> fjordsOf( const std::vector<Line> &fronts, const FlowAxes &axes,
                             const std::vector<Line> &walls, const RasterGrid &grid );

} // namespace calving
