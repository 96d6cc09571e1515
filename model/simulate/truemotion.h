#pragma once

#include <string>
#include <vector>

#include "model/base/column.h"
#include "model/simulate/simulatedglacier.h"

namespace calving
{

/**
 * Metres by which the front of the middle fjord of \a glacier stands farther out on \a day than on its first
 * date, in the mean over the middle 70 % of the fjord's width.
 */
double trueAdvance( const SimulatedGlacier &glacier, int day );

//! \name The table of the true motion of a glacier: columns, and the values of scene \a index as text, a
//! number with a point as decimal sign. Advance is positive, as “Measure glacier change” has it.
//!@{
const std::vector<Column> &motionColumns();
std::vector<std::string> motionValues( const SimulatedGlacier &glacier, int index );
//!@}

} // namespace calving
