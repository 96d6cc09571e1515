#pragma once

#include "model/check/checkfronts.h"
#include "model/check/glacierseries.h"

namespace calving
{

/**
 * Measures and judges what only a series tells: roughness, length, jumps and what scenes say alone.
 *
 * \a verdicts: one for each of \a series.fronts. Counts nothing, but leaves what it took as usual, and what
 * it could not judge, in \a check.
 */
void judgeSeries( const GlacierSeries &series, const CheckOptions &options,
                  std::vector<FrontVerdict> &verdicts, GlacierCheck &check );

} // namespace calving
