#pragma once

#include <functional>

#include <torch/torch.h>

namespace calving
{

/**
 * While it lives, passes of networks in this thread call \a check at their stop points; what it throws ends
 * the pass.
 *
 * One pass of a large network takes a processor many seconds: too long for someone who wants to stop it.
 */
class StopPoints
{
public:
  explicit StopPoints( std::function<void()> check );
  ~StopPoints();
  StopPoints( const StopPoints & ) = delete;
  StopPoints &operator=( const StopPoints & ) = delete;

  void check() const { mCheck(); }

private:
  std::function<void()> mCheck;
  const StopPoints *mOuter;
};

/**
 * \a x itself: calls the check of StopPoints, and again when the backward pass comes by.
 *
 * Nothing is computed, so results are the same bits. A backward pass on a graphics card, which has a thread
 * of its own and is fast, does not stop here.
 */
torch::Tensor stopPoint( torch::Tensor x );

} // namespace calving
