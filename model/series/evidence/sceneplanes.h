#pragma once

#include <cstdint>

#include "model/extract/segmentwindow.h"

namespace calving
{

/**
 * Brings what a network says of a scene to the \a grid of a series, as the planes of SeriesEvidence.
 *
 * Linearly between the centres of the network's pixels that have data; no data where the pixel in which the
 * centre lies has none. On one grid the bytes stay as they are. \a planes: room for all five. Throws Error
 * where there is no way from one map to the other.
 */
void toSeriesGrid( const SegmentedWindow &scene, const RasterGrid &grid, std::uint8_t *planes );

} // namespace calving
