#pragma once

#include <vector>

#include "model/change/glacierplane.h"

namespace calving
{

//! How often a front crosses or touches itself, or one of its parts another; the ends of a closed line do not
//! count. A stretch that it goes along twice counts once.
int selfCrossings( const std::vector<Line> &parts );

} // namespace calving
