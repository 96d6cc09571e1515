#pragma once

#include <vector>

#include "model/geometry/zonepolygons.h"
#include "model/raster/rasterinput.h"

namespace calving
{

//! What someone drew of some scenes: polygons with the names of their scenes, rasters of zones (NAME.tif or
//! NAME_zones.tif, coded as zones are), or both.
struct DrawnLabels
{
  ZonePolygons polygons;
  std::vector<RasterInput> rasters;
  //! Rasters of fronts (NAME_front.tif), not 0 on the front of the scene NAME: they go with its zones.
  std::vector<RasterInput> fronts = {};

  bool isEmpty() const { return polygons.polygons.empty() && rasters.empty() && fronts.empty(); }
};

} // namespace calving
