#pragma once

#include <torch/torch.h>

#include "model/compute.h"

namespace calving
{

//! The device that \a options name. Throws Error where it is unknown or absent.
torch::Device trainingDevice( const ComputeOptions &options );

/**
 * Whether training there runs in bfloat16. Automatic means yes on CUDA and no on a CPU, where float32 makes
 * runs repeatable to the bit and few processors are faster in bfloat16.
 */
bool trainsInBFloat16( const ComputeOptions &options, const torch::Device &device );

} // namespace calving
