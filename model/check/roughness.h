#pragma once

#include <vector>

#include "model/change/glacierplane.h"

namespace calving
{

/**
 * How much a front winds: the mean curvature in 1/km, all turns to either side along points \a step metres
 * apart added up (radians) and divided by the length. NaN where no part is two steps long.
 *
 * This is what AutoTerm (Zhang et al. 2023) measures in the end, at equal steps instead of the vertices, on
 * whose spacing it would depend. The notch ratio that it began with (Brinkhoff et al. 1995; the share of
 * vertices that turn to one side) is a half of any traced line and tells smooth fronts from rough ones only
 * together with an amplitude.
 */
double meanCurvature( const std::vector<Line> &parts, double step );

} // namespace calving
