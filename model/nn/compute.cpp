#include <torch/torch.h>

#include "model/compute.h"

namespace calving
{

void useThreads( int threads )
{
  torch::set_num_threads( threads > 0 ? threads : static_cast<int>( std::thread::hardware_concurrency() ) );
}

} // namespace calving
