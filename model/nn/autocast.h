#pragma once

#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/torch.h>

namespace calving
{

/**
 * While it lives, convolutions and matrix products of the calling thread run in bfloat16.
 *
 * Weights are converted once per scope; results that need digits (losses, norms) stay float32, by torch's own
 * lists.
 */
class Autocast
{
public:
  //! Does nothing where \a enabled is false.
  Autocast( const torch::Device &device, bool enabled );
  ~Autocast();
  //! Whether one lives on this thread.
  static bool isOn( const torch::Device &device );
  Autocast( const Autocast & ) = delete;
  Autocast &operator=( const Autocast & ) = delete;

private:
  torch::DeviceType mDevice;
  bool mEnabled;
};

/**
 * While it lives, an Autocast changes nothing on the calling thread.
 *
 * For norms, which torch would widen to float32: that doubles what goes through memory and gains no digit,
 * since their kernels sum in float32 anyway.
 */
class KeptFormats
{
  c10::impl::ExcludeDispatchKeyGuard mGuard{ c10::autocast_dispatch_keyset };
};

} // namespace calving
