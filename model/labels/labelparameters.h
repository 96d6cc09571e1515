#pragma once

#include "model/base/parameter.h"
#include "model/labels/preparelabels.h"

namespace calving
{

//! GLACIER, PREFILL, FRONT_DAYS, FARTHEST_END, FOLLOW_FRONTS, and how a model sees the scenes.
Parameters labelParameters( LabelOptions &options );

} // namespace calving
