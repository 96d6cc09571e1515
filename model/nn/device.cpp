#include "model/nn/device.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>

#include "model/error.h"

namespace calving
{

namespace
{

//! N of "cuda:N", 0 of "cuda"; -1 for anything else.
int cudaNumber( const std::string &name )
{
  const std::string prefix = "cuda:";
  if ( name == "cuda" )
    return 0;
  if ( name.rfind( prefix, 0 ) != 0 )
    return -1;
  int number = -1;
  const char *end = name.data() + name.size();
  const auto [stop, problem] = std::from_chars( name.data() + prefix.size(), end, number );
  return problem == std::errc() && stop == end ? number : -1;
}

//! The first number of a file of the system; infinity where there is none.
double numberIn( const std::string &path, const std::string &label = {} )
{
  std::ifstream stream( path );
  std::string word;
  while ( !label.empty() && word != label && stream >> word )
  {
  }
  double value = 0;
  return stream >> value ? value : std::numeric_limits<double>::infinity();
}

bool processorHas( const std::string &feature )
{
  std::ifstream stream( "/proc/cpuinfo" );
  std::string word;
  while ( stream >> word )
    if ( word == feature )
      return true;
  return false;
}

} // namespace

torch::Device chooseDevice( const std::string &name )
{
  const int present = torch::cuda::is_available() ? static_cast<int>( torch::cuda::device_count() ) : 0;
  if ( name == "cpu" || ( name == "auto" && present == 0 ) )
    return torch::kCPU;
  const int number = name == "auto" ? 0 : cudaNumber( name );
  if ( number < 0 )
    throw Error( "There is no device called '" + name + "'. Use auto, cpu, cuda or cuda:N." );
  if ( present == 0 )
    throw Error(
        "The device '" + name +
        "' needs a CUDA graphics card and a LibTorch built for it; neither was found. Use cpu or auto." );
  if ( number >= present )
    throw Error( "The device '" + name + "' does not exist: there are " + std::to_string( present ) +
                 " CUDA devices, counted from 0. Use a smaller number or auto." );
  return { torch::kCUDA, static_cast<torch::DeviceIndex>( number ) };
}

bool hasNativeBFloat16()
{
  static const bool native = processorHas( "avx512_bf16" ) || processorHas( "amx_bf16" );
  return native;
}

torch::ScalarType numberFormat( Precision precision, const torch::Device &device )
{
  const bool fast = device.is_cuda() || hasNativeBFloat16();
  const bool chosen = precision == Precision::BFloat16 || ( precision == Precision::Automatic && fast );
  return chosen ? torch::kBFloat16 : torch::kFloat32;
}

double availableMemory( const torch::Device &device )
{
  constexpr double gigabyte = 1e9;
  // Torch names no free memory of a card without CUDA's headers: every card of today has this much.
  if ( !device.is_cpu() )
    return 4 * gigabyte;
  const double free = 1024 * numberIn( "/proc/meminfo", "MemAvailable:" );
  const std::string group = "/sys/fs/cgroup/memory.";
  const double left = numberIn( group + "max" ) - numberIn( group + "current" );
  const double available = std::min( free, left >= 0 ? left : free );
  return std::isfinite( available ) ? available : 2 * gigabyte;
}

} // namespace calving
