#pragma once

#include "model/base/parameter.h"
#include "model/compute.h"

namespace calving
{

//! DEVICE, PRECISION and THREADS: where and how a network runs.
Parameters computeParameters( ComputeOptions &options );

} // namespace calving
