#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <torch/torch.h>

#include "model/train/descent/flatparameters.h"
#include "model/train/ranks/rankgroup.h"

namespace calving
{

/**
 * Adds up gradients over the ranks while the backward pass still works on earlier layers.
 *
 * The gradients lie in one tensor, which is cut into buckets. A bucket is sent as soon as all its gradients
 * are there, in the same order on all ranks: from the last layers to the first.
 */
class GradientExchange
{
public:
  //! \a module holds the parameters gathered in \a parameters; all three must outlive this.
  GradientExchange( RankGroup &group, torch::nn::Module &module, FlatParameters &parameters );
  ~GradientExchange();

  //! The next backward pass completes the gradients: send what it finishes.
  void begin();
  //! Sends what is left and waits for all. Throws RankLost.
  void finish();

  std::size_t buckets() const;

private:
  struct Buckets;
  std::shared_ptr<Buckets> mBuckets;
};

} // namespace calving
