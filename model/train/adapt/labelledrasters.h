#pragma once

#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/train/data/polygonscenes.h"

namespace calving
{

//! What someone drew of some scenes: polygons, rasters of zones (NAME.tif or NAME_zones.tif), or both.
struct DrawnLabels
{
  ZonePolygons polygons;
  std::vector<RasterInput> rasters;

  bool isEmpty() const { return polygons.polygons.empty() && rasters.empty(); }
};

/**
 * Those of \a rasters that \a labels are of, in their order; all of them where no label names a raster.
 *
 * The others, and labels of rasters that were not given, are named in the log. Throws Error where there are
 * no labels, none of them is of a raster given, or several rasters would share polygons that name none.
 */
std::vector<RasterInput> labelledRasters( const std::vector<RasterInput> &rasters, const DrawnLabels &labels,
                                          const Feedback &feedback );

} // namespace calving
