#pragma once

#include <cstdint>
#include <vector>

#include "model/series/evidence/seriesevidence.h"

namespace calving
{

/**
 * 1 where \a zones, drawn by labels of which \a nearest counts most, show glacier that meets ocean but no
 * label drew a front: a coast, ice that does not calve, or a seam between labels.
 *
 * Where \a nearest has a zone, its own front counts, elsewhere those of all labels. Empty where it has no
 * front.
 */
std::vector<std::uint8_t> coastsOf( const std::vector<std::uint8_t> &zones, const SeriesLabel &nearest,
                                    const SeriesEvidence &evidence );

} // namespace calving
