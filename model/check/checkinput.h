#pragma once

#include <string>
#include <vector>

#include "model/change/changeinput.h"

namespace calving
{

//! To which scenes the polygon of a footprint belongs; to all where both are empty.
struct FootprintScene
{
  std::string imageId;
  //! "YYYY-MM-DD"; counts where there is no imageId.
  std::string date;
};

//! Fronts to be checked, and what they are held against; everything but the fronts may be empty.
struct CheckInput
{
  std::vector<FrontRecord> fronts;
  //! Polygons inside which fronts may lie.
  DrawnShapes fjord;
  //! Polygons of what scenes show, and whose each is.
  DrawnShapes footprints;
  std::vector<FootprintScene> footprintScenes;
  //! Scenes by themselves, whose image or day is that of fronts.
  std::vector<RasterInput> scenes;
};

} // namespace calving
