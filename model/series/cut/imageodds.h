#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/series/cells/cellbox.h"
#include "model/series/cells/celllabels.h"
#include "model/series/cells/persistence.h"
#include "model/textureclassifier.h"

namespace calving
{

//! Of the cells in \a box of each of \a scenes the logarithm of the odds of glacier, from their texture
//! (TextureNumbers), -6 to 6; 0 where there is no data, or nothing to compare it with. REQUIRES: \a labels.
//! Throws Cancelled.
std::vector<std::vector<float>> oddsOfImages( const std::vector<int> &scenes, const SeriesCells &cells,
                                              const SeriesPersistence &persistence, const CellLabels &labels,
                                              const CellBox &box, TextureClassifier &classifier, int threads,
                                              const Feedback &feedback );

} // namespace calving
