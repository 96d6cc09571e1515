#include "model/compute.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>
#include <thread>

#include <torch/torch.h>

#include "model/nn/blas.h"
#include "model/nn/device.h"
#include "model/nn/quietthreads.h"

namespace calving
{

void useThreads( int threads )
{
  letThreadsWaitQuietly();
  const int cores = std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  torch::set_num_threads( threads > 0 ? threads : cores );
}

std::string describeCompute( const ComputeOptions &options )
{
  const torch::Device device = chooseDevice( options.device );
  const bool narrow = numberFormat( options.precision, device ) == torch::kBFloat16;
  const int cores = std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << "Computing on " << ( device.is_cuda() ? device.str() : "the processor" ) << " with "
       << ( options.threads > 0 ? options.threads : cores ) << " threads in "
       << ( narrow ? "bfloat16" : "float32" );
  if ( narrow && device.is_cpu() && !hasNativeBFloat16() )
    text << " (which this processor only emulates: float32 is many times faster)";
  text << "; LibTorch " << TORCH_VERSION << ", " << blasName() << " at " << std::lround( blasSpeed().library )
       << " GFLOP/s per thread.";
  return text.str();
}

std::string slowBlasWarning()
{
  return blasWarning( blasName(), blasSpeed() );
}

} // namespace calving
