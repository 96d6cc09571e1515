#pragma once

#include <vector>

namespace calving
{

/**
 * Which scenes, taken on these \a days, a network that reads \a frames at once sees together: consecutive
 * ones in the order of the days, of one day in theirs. Numbers of the scenes.
 *
 * Where they are no whole sequences the last ones of all form one, too, so that some are in two. Fewer than
 * \a frames are one sequence.
 */
std::vector<std::vector<int>> sequencesOf( const std::vector<double> &days, int frames );

} // namespace calving
