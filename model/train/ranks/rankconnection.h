#pragma once

#include <functional>
#include <memory>

#include <torch/torch.h>

#include "model/train/ranks/ranks.h"

namespace calving
{

/**
 * LibTorch's own connections between processes (c10d): Gloo for tensors in memory, NCCL for those on graphics
 * cards.
 *
 * Hides what a LibTorch was built with. Functions throw whatever these libraries throw.
 */
class RankConnection
{
public:
  //! Throws Error, naming the missing ranks, where some do not come in time, and where LibTorch cannot do it.
  explicit RankConnection( const Ranks &ranks );
  ~RankConnection();

  //! Where a tensor on \a device must be to be sent: \a device itself, if it can be.
  torch::Device carrier( const torch::Device &device ) const;
  //! Begins to add up \a tensor over all ranks, in place; call what is returned to wait for the end.
  std::function<void()> startSum( const torch::Tensor &tensor );
  //! Overwrites \a tensor with that of rank 0.
  void broadcast( const torch::Tensor &tensor );

private:
  struct Groups;
  std::unique_ptr<Groups> mGroups;
};

} // namespace calving
