#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/series/estimateseries.h"
#include "model/textureclassifier.h"

namespace calving
{

//! How well labels that were left out are found again from the others, in metres of front position: the area
//! in which glacier and ocean are wrong over the length of the label's front, mean over the labels.
struct LeftOut
{
  int labels = 0;
  //! With the evidence of the images.
  double estimated = 0;
  //! Copied from the label nearest in time.
  double copied = 0;
  //! How much the images count, 0 to 1.
  double weight = 1;
};

/**
 * Glacier and ocean of all dates of a series with labels.
 *
 * On each date the front is that of the label nearest in time unless the images say otherwise: what they say
 * (a TextureClassifier that sees their TextureNumbers), what the labels say (labelOdds()) and what
 * neighbouring dates say are weighed in one cut through space and time (SpaceTimeCut). With two labels or
 * more up to four are left out in turn, and the images count as much as makes those best found, and not at
 * all where that is less than a twentieth better than copying.
 *
 * Where a cell of some 140 m changed, its pixels change; everywhere else zones are the label's own, pixel by
 * pixel. Rock and "not available" are those of the nearest label that shows the pixel. Zones of a scene are
 * not available where it has no data. \a found, if not null: how well it went. REQUIRES: labels. Throws
 * Cancelled.
 */
SeriesEstimate cutSeries( const SeriesEvidence &evidence, TextureClassifier &classifier, int threads,
                          const Feedback &feedback, LeftOut *found = nullptr );

} // namespace calving
