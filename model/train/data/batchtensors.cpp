#include "model/train/data/batchtensors.h"

namespace calving
{

namespace
{

template <typename Value>
torch::Tensor onDevice( const std::vector<Value> &values, at::IntArrayRef shape, const torch::Device &device )
{
  const torch::Tensor host = torch::from_blob( const_cast<Value *>( values.data() ), shape,
                                               torch::dtype( torch::CppTypeToScalarType<Value>() ) );
  // Pinned memory lets the copy run beside the network; a plain copy keeps the values alive on the host.
  return device.is_cuda() ? host.pin_memory().to( device, true ) : host.clone();
}

} // namespace

torch::Tensor imageTensor( const std::vector<std::uint8_t> &values, int count, int channels, int side,
                           const torch::Device &device )
{
  return onDevice( values, { count, channels, side, side }, device ).to( torch::kFloat32 ).div_( 255 );
}

torch::Tensor greyTensor( const std::vector<std::uint8_t> &grey, int count, int side,
                          const torch::Device &device )
{
  return imageTensor( grey, count, 1, side, device );
}

torch::Tensor labelTensor( const std::vector<std::uint8_t> &zones, int count, int side,
                           const torch::Device &device )
{
  return onDevice( zones, { count, side, side }, device ).to( torch::kInt64 );
}

torch::Tensor maskTensor( const std::vector<std::int32_t> &mask, int count, const torch::Device &device )
{
  return onDevice( mask, { count, static_cast<std::int64_t>( mask.size() ) / count }, device )
      .to( torch::kInt64 );
}

} // namespace calving
