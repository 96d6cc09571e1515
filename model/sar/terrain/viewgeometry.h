#pragma once

#include <memory>
#include <vector>

#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/mapgeometry.h"

namespace calving
{

/**
 * How the radar looks at a pixel of the map.
 *
 * The unit vector from the ground to the satellite, along the map's columns (to the right), its rows
 * (downwards) and up, and the metres on the ground from one pixel to the next along both.
 */
struct View
{
  double along = 0;
  double down = 0;
  double up = 1;
  double columnMetres = 1;
  double rowMetres = 1;
};

//! The views of the pixels of \a window of the grid of \a geometry, whose heights are \a heights.
std::vector<View> views( const MapGeometry &geometry, const Window &window, const float *heights );

/**
 * Degrees between the line of sight and the normal of the terrain, 0 to 180 (from 90 the slope looks away).
 *
 * Slopes are differences over the two neighbours of a pixel. NaN where the picture does not show the place.
 */
std::shared_ptr<const BlockSource> localIncidence( std::shared_ptr<const MapGeometry> geometry,
                                                   std::shared_ptr<const BlockSource> heights );

} // namespace calving
