#pragma once

#include "model/base/parameter.h"
#include "model/front/tracefronts.h"

namespace calving
{

//! MINIMUM_LENGTH, CODING, PIXEL_SIZE and SMOOTH.
Parameters traceParameters( TraceOptions &options );

} // namespace calving
