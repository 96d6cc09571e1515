#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "model/error.h"
#include "model/train/ranks/ranks.h"

namespace calving
{

class RankConnection;

//! Another rank has died, or cannot be reached any more.
class RankLost : public Error
{
public:
  using Error::Error;
};

/**
 * The ranks of a training, connected: through Gloo, between graphics cards through NCCL where LibTorch has
 * it.
 *
 * All ranks must call the same functions in the same order, each on one thread at a time. Every function but
 * the constructor throws RankLost. One rank alone needs no connection; then all functions do nothing.
 */
class RankGroup
{
public:
  //! Waits for the others. Throws Error, naming them, where some do not come in time or this LibTorch cannot
  //! connect.
  explicit RankGroup( const Ranks &ranks );
  ~RankGroup();

  const Ranks &ranks() const { return mRanks; }
  bool several() const { return mRanks.several(); }

  //! Begins to add up \a tensor over all ranks, in place. Call what is returned to wait for the end.
  std::function<void()> startSum( torch::Tensor tensor );
  //! Adds up \a tensor over all ranks, in place.
  void sum( torch::Tensor tensor );
  //! The sum of \a tensor over all ranks, with a gradient that is right once gradients are averaged over the
  //! ranks.
  torch::Tensor summed( const torch::Tensor &tensor );
  //! Overwrites \a tensor with that of rank 0.
  void broadcast( torch::Tensor tensor );

  /**
   * Lets rank 0 alone do \a work, however long it takes; returns on all ranks what it returns, \a count
   * values.
   *
   * Where it throws Cancelled, all do; where it throws Error, the others throw RankLost.
   */
  std::vector<double> onFirst( std::size_t count, const std::function<std::vector<double>()> &work );

  //! Seconds that this rank has waited for others so far, onFirst() not counted.
  double secondsWaited() const { return mWaited; }

private:
  //! Runs \a work, which waits for others; turns their end into RankLost.
  void wait( const std::function<void()> &work );
  [[noreturn]] void lost( const std::exception &problem ) const;

  Ranks mRanks;
  std::unique_ptr<RankConnection> mConnection;
  double mWaited = 0;
};

//! The device called \a name (see ComputeOptions::device); where that is any graphics card, this rank's own.
torch::Device chooseDevice( const std::string &name, const Ranks &ranks );

} // namespace calving
