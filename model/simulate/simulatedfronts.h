#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/simulate/radarscene.h"
#include "model/simulate/simulatedglacier.h"

namespace calving
{

//! A true calving front of a simulated glacier: an unbroken line where glacier meets ocean, as far as the
//! radar sees.
struct SimulatedFront
{
  std::string glacier;
  //! Number of the fjord in its landscape; 0 is the middle one.
  int fjord = 0;
  //! Days since 1 January 2000.
  int day = 0;
  std::string sensor;
  //! Map coordinates, less than half a pixel apart. Walking along them, the ocean is on the left.
  std::vector<std::array<double, 2>> points;
  double lengthMetres = 0;
};

//! The fronts of scene \a index that lie in the scene. Parts in radar shadow, and crumbs under 3 pixels, are
//! left out.
std::vector<SimulatedFront> simulatedFronts( const SimulatedGlacier &glacier, int index );

} // namespace calving
