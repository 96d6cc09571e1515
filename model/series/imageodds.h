#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/series/seriescells.h"
#include "model/textureclassifier.h"

namespace calving
{

//! Of each scene's cells the logarithm of the odds of glacier, from its texture (TextureNumbers), -6 to 6; 0
//! where there is no data, or nothing to compare it with. REQUIRES: \a labels. Throws Cancelled.
std::vector<std::vector<float>> oddsOfImages( const SeriesEvidence &evidence, const SeriesCells &cells,
                                              const std::vector<SeriesCells::Label> &labels,
                                              TextureClassifier &classifier, int threads,
                                              const Feedback &feedback );

} // namespace calving
