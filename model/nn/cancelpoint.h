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
class CancelPoints
{
public:
  explicit CancelPoints( std::function<void()> check );
  ~CancelPoints();
  CancelPoints( const CancelPoints & ) = delete;
  CancelPoints &operator=( const CancelPoints & ) = delete;

  void check() const { mCheck(); }

private:
  std::function<void()> mCheck;
  const CancelPoints *mOuter;
};

/**
 * \a x itself: calls the check of CancelPoints, and again when the backward pass comes by.
 *
 * Nothing is computed, so results are the same bits. A backward pass on a graphics card, which has a thread
 * of its own and is fast, does not stop here.
 */
torch::Tensor cancelPoint( torch::Tensor x );

} // namespace calving
