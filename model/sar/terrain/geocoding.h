#pragma once

#include <memory>

#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/mapgeometry.h"
#include "model/sar/terrain/sampling.h"

namespace calving
{

/**
 * \a picture on the map: range-Doppler terrain correction, from each pixel of the map back into the picture.
 *
 * \a heights are those of the grid of \a geometry (terrainHeights()). NaN where the picture does not show the
 * place or has no data at the pixel next to it; neighbours without data are left out. Nothing else is masked:
 * not the sea, not layover, not shadow. REQUIRES: \a picture is that of geometry->radar(), and quick to read
 * again: see StripCache.
 */
std::shared_ptr<const BlockSource> geocoded( std::shared_ptr<const BlockSource> picture,
                                             std::shared_ptr<const MapGeometry> geometry,
                                             std::shared_ptr<const BlockSource> heights,
                                             Sampling sampling = Sampling::Bilinear );

} // namespace calving
