#include "model/nn/kernels/available.h"

#include "model/nn/kernels/instructionset.h"

namespace calving
{

#ifdef CALVING_X86_KERNELS

namespace
{

Kernels avx2Kernels()
{
  Kernels result;
  avx2::addGroupNorm( result );
  avx2::addTokenNorm( result );
  avx2::addAttention( result );
  return result;
}

Kernels avx512Kernels()
{
  Kernels result;
  avx512bf16::addGroupNorm( result );
  avx512bf16::addTokenNorm( result );
  avx512bf16::addAttention( result );
  return result;
}

bool hasAvx2()
{
  return __builtin_cpu_supports( "avx2" ) && __builtin_cpu_supports( "fma" );
}

bool hasAvx512()
{
  return __builtin_cpu_supports( "avx512f" ) && __builtin_cpu_supports( "avx512bw" ) &&
         __builtin_cpu_supports( "avx512vl" ) && __builtin_cpu_supports( "avx512dq" ) &&
         __builtin_cpu_supports( "avx512cd" ) && __builtin_cpu_supports( "avx512bf16" );
}

} // namespace

std::vector<NamedKernels> availableKernels()
{
  std::vector<NamedKernels> result;
  if ( hasAvx512() )
    result.push_back( { "AVX512-BF16", avx512Kernels() } );
  if ( hasAvx2() )
    result.push_back( { "AVX2", avx2Kernels() } );
  return result;
}

#else

std::vector<NamedKernels> availableKernels()
{
  return {};
}

#endif

const Kernels *kernels()
{
  static const std::vector<NamedKernels> all = availableKernels();
  return all.empty() ? nullptr : &all.front().kernels;
}

} // namespace calving
