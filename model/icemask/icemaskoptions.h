#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "model/base/parameter.h"

namespace calving
{

struct IceMaskOptions
{
  //! Side of a pixel in metres of the map.
  double resolution = 120;
  //! Projected, in metres; empty: see defaultCrs().
  std::string crs;
  //! Longitudes and latitudes (degrees) of points that the map must cover; empty: round the fronts.
  std::vector<std::array<double, 2>> extent;
  //! "monthly", "fronts", or moments separated by commas (see momentOf()).
  std::string times = "monthly";
  //! \name Days from which and up to which monthly masks are made; empty: as far as there are fronts.
  //!@{
  std::string start;
  std::string end;
  //!@}
  //! Whether land_ice_area_fraction_retreat never grows.
  bool isCumulative = false;
  //! Degrees clockwise from north, towards which the ice flows.
  std::optional<double> azimuth;
  //! How far, as a share of the fjord's width, an end of a front is joined with the wall.
  double longestGap = 0.2;
};

//! RESOLUTION, TIMES, START, END, CUMULATIVE, DIRECTION and LONGEST_GAP.
Parameters iceMaskParameters( IceMaskOptions &options );

} // namespace calving
