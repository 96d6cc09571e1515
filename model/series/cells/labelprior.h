#pragma once

#include <vector>

#include "model/series/cells/celllabels.h"

namespace calving
{

//! The label nearest in time to \a day; of two the first. REQUIRES: labels.
int nearestLabel( const std::vector<CellLabel> &labels, double day );

//! The last label of \a day or before, and the first one after it: where a front was before and after,
//! nothing older or later adds to.
std::vector<int> labelsAround( const std::vector<CellLabel> &labels, double day );

/**
 * What the labels say of each cell at \a day: positive for glacier, negative for ocean, the larger the surer.
 *
 * Each of labelsAround() speaks for its own zones with (900 m + distance to its front / 2) / frontWander().
 * The constant part is the cost of moving a front by a cell, shared among cells that move together; the
 * growing part keeps changes near fronts. Where the label before and the one after differ, the front went
 * over the cell at some time between: one half for a front that moves steadily from one to the other (within
 * a tenth of the way), one half for a jump on any day, as a probability's logarithm of odds. REQUIRES:
 * labels.
 */
std::vector<float> labelOdds( const std::vector<CellLabel> &labels, double day );

} // namespace calving
