#pragma once

#include <string>
#include <vector>

#include "model/change/measuringbox.h"

namespace calving
{

//! A box that a front has cut into ice and ocean.
struct BoxCut
{
  //! Whether the front parts the side of the ocean from the side upstream. Otherwise the rest says nothing,
  //! and \a reason why, in words that follow “the front”.
  bool succeeded = false;
  std::string reason;
  //! The ice in the box, and the ocean, in pieces.
  std::vector<MapPolygon> ice;
  std::vector<MapPolygon> ocean;
  //! The front, and what closes its gaps.
  std::vector<Line> lines;
  //! Parts into which the front cuts the box.
  int parts = 0;
  //! Metres that were added straight on, so that the front reaches the sides of the box and its own next
  //! part.
  double closedMetres = 0;
  //! Whether some part of the box lies between two lines that both part ice from ocean. It counts as ocean.
  bool isAmbiguous = false;
};

/**
 * Cuts \a box by the \a parts of a front.
 *
 * Every crossing of the front changes sides: of the faces into which lines and box are cut, that with most of
 * the upstream edges is ice, that with most of the edges towards the ocean is ocean, and each other one is
 * what an even or odd number of crossings from these makes it, so that a front may leave the box and come
 * back. What touches no edge of the box (icebergs, lakes, loops of a line) counts as what surrounds it. Where
 * the front does not reach the sides, its ends are joined straight with the nearest side, or with the nearest
 * end of another part, by \a longestGap metres at most.
 */
BoxCut cutBox( const MeasuringBox &box, const std::vector<Line> &parts, double longestGap );

//! What two cuts of one box differ by.
struct BoxDifference
{
  std::vector<MapPolygon> gained;
  std::vector<MapPolygon> lost;
};

/**
 * What became ice and what ceased to be from  before to  after, two cuts of  box that succeeded; without
 * crumbs under 1 m².
 *
 * The box is cut by both fronts at once, so that all faces share their corners: the difference of two
 * polygons would have hair-thin spikes along the sides of the box.
 */
BoxDifference differenceOf( const MeasuringBox &box, const BoxCut &before, const BoxCut &after );

//! What lies in at least one of \a polygons.
std::vector<MapPolygon> unionOf( const std::vector<MapPolygon> &polygons );

} // namespace calving
