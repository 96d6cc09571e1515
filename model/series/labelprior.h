#pragma once

#include <vector>

#include "model/series/celllabels.h"

namespace calving
{

/**
 * How far, in metres, a front may lie from where it lay \a days before or after: the scale of an exponential
 * distribution.
 *
 * 80 m, as two people draw one front, and 400 m in a year, growing by the power 0.6: between free wandering
 * (0.5) and steady retreat (1). Fitted by eye to the fronts of Jakobshavn, Dinsmoor-Bombardier-Edgeworth and
 * Jorum in CaFFe (30 to 140 m within two weeks, 70 to 480 m in half a year, 250 to 880 m in three years).
 */
double frontWander( double days );

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
 * growing part keeps changes near fronts. REQUIRES: labels.
 */
std::vector<float> labelOdds( const std::vector<CellLabel> &labels, double day );

} // namespace calving
