#pragma once

#include <string>

#include <torch/torch.h>

#include "model/compute.h"

namespace calving
{

//! The device of that name (see ComputeOptions::device). Throws Error for an unknown name or a device that is
//! absent.
torch::Device chooseDevice( const std::string &name );

//! True where the processor multiplies bfloat16 itself (AVX512-BF16 or AMX). Elsewhere torch emulates it,
//! slowly.
bool hasNativeBFloat16();

/**
 * The number format of inference on \a device: torch::kFloat32 or torch::kBFloat16.
 *
 * Automatic is bfloat16 on CUDA and on processors with native bfloat16, else float32.
 */
torch::ScalarType numberFormat( Precision precision, const torch::Device &device );

//! Bytes that this process may still take on \a device: free memory, on a CPU also within the limit of its
//! control group.
double availableMemory( const torch::Device &device );

} // namespace calving
