#pragma once

#include <functional>
#include <vector>

#include "model/train/ranks/rankgroup.h"

namespace calving
{

/**
 * Rank 0's side of RankGroup::onFirst(): runs \a work, which returns \a count values, tells the others from
 * time to time that it is alive, and sends them the values in the end.
 */
std::vector<double> workForOthers( RankGroup &group, std::size_t count,
                                   const std::function<std::vector<double>()> &work );

//! The other ranks' side: waits for \a count values.
std::vector<double> awaitFirst( RankGroup &group, std::size_t count );

} // namespace calving
