#include "model/nn/autocast.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace calving
{

namespace
{

// Torch 2.4 gave one pair of functions for all devices and deprecated those of 1.13.
#if TORCH_VERSION_MAJOR > 2 || ( TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4 )
void switchAutocast( torch::DeviceType device, bool on )
{
  at::autocast::set_autocast_dtype( device, torch::kBFloat16 );
  at::autocast::set_autocast_enabled( device, on );
}

bool autocastIsOn( torch::DeviceType device )
{
  return at::autocast::is_autocast_enabled( device );
}
#else
void switchAutocast( torch::DeviceType device, bool on )
{
  if ( device == torch::kCPU )
  {
    at::autocast::set_autocast_cpu_dtype( torch::kBFloat16 );
    at::autocast::set_cpu_enabled( on );
  }
  else
  {
    at::autocast::set_autocast_gpu_dtype( torch::kBFloat16 );
    at::autocast::set_enabled( on );
  }
}

bool autocastIsOn( torch::DeviceType device )
{
  return device == torch::kCPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}
#endif

} // namespace

Autocast::Autocast( const torch::Device &device, bool enabled )
  : mDevice( device.type() )
  , mEnabled( enabled )
{
  if ( !mEnabled )
    return;
  at::autocast::increment_nesting();
  switchAutocast( mDevice, true );
}

bool Autocast::isOn( const torch::Device &device )
{
  return autocastIsOn( device.type() );
}

Autocast::~Autocast()
{
  if ( !mEnabled )
    return;
  if ( at::autocast::decrement_nesting() == 0 )
    at::autocast::clear_cache();
  switchAutocast( mDevice, false );
}

} // namespace calving
