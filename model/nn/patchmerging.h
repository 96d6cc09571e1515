#pragma once

#include <torch/torch.h>

namespace calving
{

/**
 * Joins each 2x2 block of tokens into one of twice the channels (Liu et al. 2022; post-normalised as in
 * SwinV2).
 *
 * The four are concatenated in the order (row, column) parity (0,0), (1,0), (0,1), (1,1).
 * Shape: (N, H, W, dim) -> (N, H/2, W/2, 2 * dim).
 */
class PatchMergingImpl : public torch::nn::Cloneable<PatchMergingImpl>
{
public:
  explicit PatchMergingImpl( int64_t dim );

  void reset() override;
  torch::Tensor forward( const torch::Tensor &x );

  int64_t dim;
  torch::nn::Linear reduction{ nullptr };
  torch::nn::LayerNorm norm{ nullptr };
};

TORCH_MODULE( PatchMerging );

} // namespace calving
