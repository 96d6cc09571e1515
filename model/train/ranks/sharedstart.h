#pragma once

#include "model/train/checkpoint/checkpoint.h"
#include "model/train/ranks/rankgroup.h"

namespace calving
{

/**
 * Gives all ranks the checkpoint of rank 0, so that they go on from equal weights and counters.
 *
 * Only rank 0 has to reach the file it came from. Throws Error on a rank whose checkpoint belongs to another
 * training: that has other scenes or options.
 */
void shareStart( RankGroup &group, Checkpoint &checkpoint );

} // namespace calving
