#include "model/train/trainingdevice.h"

#include <charconv>

#include "model/error.h"

namespace calving
{

torch::Device trainingDevice( const ComputeOptions &options )
{
  const std::string &name = options.device;
  const int devices = static_cast<int>( torch::cuda::device_count() );
  if ( name == "cpu" || ( name == "auto" && devices == 0 ) )
    return torch::kCPU;
  int number = 0;
  if ( name != "auto" && name != "cuda" )
  {
    const char *end = name.data() + name.size();
    const bool known = name.rfind( "cuda:", 0 ) == 0;
    if ( !known || std::from_chars( name.data() + 5, end, number ).ptr != end || name.size() == 5 )
      throw Error( "Unknown device “" + name + "”. Use auto, cpu, cuda or cuda:N." );
  }
  if ( number < 0 || number >= devices )
    throw Error( "The device “" + name + "” is not there: torch sees " + std::to_string( devices ) +
                 " CUDA devices. Use cpu or auto." );
  return torch::Device( torch::kCUDA, static_cast<torch::DeviceIndex>( number ) );
}

bool trainsInBFloat16( const ComputeOptions &options, const torch::Device &device )
{
  if ( options.precision == Precision::Automatic )
    return device.is_cuda();
  return options.precision == Precision::BFloat16;
}

} // namespace calving
