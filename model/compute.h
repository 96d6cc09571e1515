#pragma once

#include <string>

namespace calving
{

//! Number format of the network's arithmetic. Automatic: bfloat16 where the processor has it, else float32.
enum class Precision
{
  Automatic,
  Float32,
  BFloat16
};

//! Where and how networks run.
struct ComputeOptions
{
  //! "auto" (CUDA where there is one, else CPU), "cpu", "cuda" or "cuda:N".
  std::string device = "auto";
  //! Threads on the CPU; 0 uses every core.
  int threads = 0;
  Precision precision = Precision::Automatic;
};

//! Sets the threads of the calling thread's torch work. Torch starts with one thread on some machines.
void useThreads( int threads );

//! One sentence for the log: device, threads, number format, BLAS library.
std::string describeCompute( const ComputeOptions &options );

/**
 * Empty where BLAS is fast enough, else a sentence that says how to mend it.
 *
 * Debian's reference BLAS is thirty times slower than OpenBLAS. The speed is measured once per process (a few
 * ms).
 */
std::string slowBlasWarning();

} // namespace calving
