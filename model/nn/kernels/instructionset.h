#pragma once

#include "model/nn/kernels/kernels.h"

// The kernels are compiled once for each of these; CALVING_INSTRUCTIONS names the one at hand.

namespace calving
{

//! AVX2 and FMA.
namespace avx2
{
void addGroupNorm( Kernels &kernels );
void addTokenNorm( Kernels &kernels );
void addAttention( Kernels &kernels );
} // namespace avx2

//! AVX-512 with products of bfloat16.
namespace avx512bf16
{
void addGroupNorm( Kernels &kernels );
void addTokenNorm( Kernels &kernels );
void addAttention( Kernels &kernels );
} // namespace avx512bf16

} // namespace calving
