#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/change/centreline.h"
#include "model/change/glacierplane.h"

namespace calving
{

//! What says where the ocean is. Of several, the first that says something counts.
struct OceanHints
{
  //! Degrees clockwise from north at the glacier, towards which the ice flows.
  std::optional<double> azimuth;
  //! Points in the ocean, on the plane: one, or the corners of polygons near the fronts.
  std::vector<Point> ocean;
  //! Drawn from the ice to the ocean.
  std::optional<Centreline> centreline;
  //! Whether fronts are drawn with the ocean on their left, as this program traces them.
  bool isOnLeft = false;
};

//! The way that the ice flows, and what told it.
struct FlowDirection
{
  //! Unit vector on the plane.
  Point towardsOcean;
  //! For the log: what told it.
  std::string told;

  //! Degrees clockwise from north.
  double azimuth() const;
};

/**
 * The direction in which the glacier of \a fronts flows: as \a hints give it, else square to the fronts' mean
 * axis on the side where the hints say that the ocean is.
 *
 * Throws Error where nothing says it, where the ocean lies beside the fronts rather than before them, or
 * where fronts have no axis, as closed ones, and there is no centreline.
 */
FlowDirection flowDirection( const std::vector<std::vector<Line>> &fronts, const OceanHints &hints );

//! A unit vector square to the mean axis of \a fronts, which may look to the ocean or upstream; empty where
//! they have none, as closed ones.
std::optional<Point> flowAxis( const std::vector<std::vector<Line>> &fronts );

//! The middle of all vertices of \a fronts.
Point middleOf( const std::vector<std::vector<Line>> &fronts );

} // namespace calving
