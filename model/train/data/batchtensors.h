#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

namespace calving
{

//! Bytes of \a count images of \a channels channels on the host as values in [0, 1] on \a device: (count,
//! channels, side, side).
torch::Tensor imageTensor( const std::vector<std::uint8_t> &values, int count, int channels, int side,
                           const torch::Device &device );

//! Grey bytes of \a count images: (count, 1, side, side).
torch::Tensor greyTensor( const std::vector<std::uint8_t> &grey, int count, int side,
                          const torch::Device &device );

//! Classes as int64 on \a device: (count, side, side).
torch::Tensor labelTensor( const std::vector<std::uint8_t> &zones, int count, int side,
                           const torch::Device &device );

//! Token numbers as int64 on \a device: (count, numbers per image).
torch::Tensor maskTensor( const std::vector<std::int32_t> &mask, int count, const torch::Device &device );

} // namespace calving
