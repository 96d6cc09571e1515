#pragma once

#include "model/check/checkfronts.h"
#include "model/check/glacierseries.h"

namespace calving
{

/**
 * Measures and judges what needs no series: repetitions, crossings, edges of scenes, and what lies outside
 * the fjord.
 *
 * \a verdicts: one for each of \a series.fronts; \a crs: the system of polygons without one. Leaves what it
 * took as usual in \a check. Throws Error where polygons or scenes cannot be read; Cancelled.
 */
void judgePlaces( const CheckInput &input, const GlacierSeries &series, const std::string &crs,
                  const CheckOptions &options, const Feedback &feedback, std::vector<FrontVerdict> &verdicts,
                  GlacierCheck &check );

} // namespace calving
