#pragma once

#include <memory>

#include "model/sar/geometry/radargeometry.h"
#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/terrain.h"

namespace calving
{

/**
 * What turns beta nought into terrain-flattened gamma nought, pixel by pixel of the picture of \a radar.
 *
 * The area of a pixel in the slant plane over the area across the line of sight of all ground that it shows
 * (Small 2011; see illuminatedGround()). Where that is less than 5 % of what flat ground would show, as in
 * shadow, the area of flat ground counts, so that noise is not blown up. \a survey is that of \a terrain. A
 * read computes whole lines: see StripCache. Throws Error as terrainHeights(), and if there is no terrain
 * model.
 */
std::shared_ptr<const BlockSource> flatteningFactor( std::shared_ptr<const RadarGeometry> radar,
                                                     const TerrainOptions &terrain,
                                                     const TerrainSurvey &survey );

//! \a picture times \a factor.
std::shared_ptr<const BlockSource> flattened( std::shared_ptr<const BlockSource> picture,
                                              std::shared_ptr<const BlockSource> factor );

} // namespace calving
