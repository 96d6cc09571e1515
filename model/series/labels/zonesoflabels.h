#pragma once

#include <cstdint>
#include <vector>

#include "model/series/evidence/seriesevidence.h"

namespace calving
{

/**
 * What labels say of each pixel on \a day: the zone of the label nearest in time that has one there.
 *
 * So a label that covers a part of the fjord, as its scene does, says nothing of the rest, instead of making
 * a front of its own edge. REQUIRES: labels.
 */
std::vector<std::uint8_t> zonesOfLabels( const std::vector<SeriesLabel> &labels, double day );

} // namespace calving
