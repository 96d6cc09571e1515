#pragma once

#include "model/compute.h"
#include "model/feedback.h"

namespace calving
{

//! Writes device, threads, number format and BLAS to the log, with a warning where BLAS is the slow reference
//! one.
void logCompute( const ComputeOptions &options, const Feedback &feedback );

} // namespace calving
