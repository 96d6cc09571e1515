#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/series/cut/imageweight.h"
#include "model/series/estimate/estimateseries.h"

namespace calving
{

/**
 * Glacier and ocean of all dates of a series with labels.
 *
 * A SeriesCut with all labels, in which the images count as much as labels left out in turn show that they
 * deserve (imageWeight()).
 *
 * Where a cell of some 140 m changed, its pixels change; everywhere else zones are the label's own, pixel by
 * pixel. Rock and "not available" are those of the nearest label that shows the pixel. Zones of a scene are
 * not available where it has no data. \a found, if not null: how well it went. REQUIRES: labels. Throws
 * Cancelled.
 */
SeriesEstimate cutSeries( const SeriesEvidence &evidence, TextureClassifier &classifier, int threads,
                          const Feedback &feedback, LeftOut *found = nullptr );

} // namespace calving
