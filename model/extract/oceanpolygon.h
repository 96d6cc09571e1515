#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

/**
 * The outline of the pixels of \a zones that are ocean, as one multipolygon in well-known binary.
 *
 * Follows the edges of the pixels, in the coordinates of \a grid; empty where there is no ocean. Pixels that
 * touch at a corner only lie in different parts, which keeps the geometry valid. \a temporaryFile is written
 * and removed again. Throws Error if the disk does not accept it; Cancelled.
 */
std::vector<std::uint8_t> oceanPolygon( const RunLengthImage &zones, const RasterGrid &grid,
                                        const std::string &temporaryFile, const Feedback &feedback );

} // namespace calving
