#pragma once

#include <vector>

#include "model/change/boxcut.h"
#include "model/change/frontchange.h"

namespace calving
{

/**
 * Fills position and boxWidth of the rows of \a change by its method, or the note why there is none.
 *
 * \a cuts: of each row, the box of \a change cut by the front; empty where there is no box.
 */
void measurePositions( GlacierChange &change, const ChangeOptions &options, const std::vector<BoxCut> &cuts );

} // namespace calving
