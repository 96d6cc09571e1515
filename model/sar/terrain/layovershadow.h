#pragma once

#include <memory>

#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/mapgeometry.h"
#include "model/sar/terrain/terrain.h"

namespace calving
{

//! Values of the mask; 0 where the picture does not show the place.
enum class Visibility
{
  Outside = 0,
  Visible = 1,
  Layover = 2,
  Shadow = 3,
  LayoverAndShadow = 4
};

/**
 * Where terrain folds over itself in range, or hides from the radar.
 *
 * From each pixel along the line of sight's track on the ground, both ways, pixel by pixel: another place at
 * the distance d and by dh higher is as far from the radar if it lies behind and dh >= d tan(incidence), or
 * in front and dh <= -d tan(incidence): layover; and it hides the pixel if it lies in front and dh >= d /
 * tan(incidence): shadow. The Earth's curvature, 2 m over 5 km, is left out. \a survey bounds how far
 * to look.
 */
std::shared_ptr<const BlockSource> layoverAndShadow( std::shared_ptr<const MapGeometry> geometry,
                                                     std::shared_ptr<const BlockSource> heights,
                                                     const TerrainSurvey &survey );

} // namespace calving
