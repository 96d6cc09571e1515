#pragma once

#include <vector>

namespace calving
{

/**
 * Each of \a lengths, in the order of time, divided by the median of the ten before and the ten after it.
 *
 * AutoTerm (Zhang et al. 2023) compares lengths of the whole series; a glacier that retreats into a wider
 * fjord has longer fronts for good. NaN where there is no other.
 */
std::vector<double> lengthRatios( const std::vector<double> &lengths );

} // namespace calving
