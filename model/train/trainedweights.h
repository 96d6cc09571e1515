#pragma once

#include <memory>

#include "model/train/checkpoint/checkpoint.h"
#include "model/train/descent/flatparameters.h"
#include "model/train/descent/optimiser.h"
#include "model/train/trainingtask.h"
#include "model/train/trainoptions.h"

namespace calving
{

/**
 * The weights of a task while they are trained: the current ones, their running average, the best so far.
 *
 * All stay on the task's device, so that a step needs nothing of the host.
 */
class TrainedWeights
{
public:
  //! Takes the parameters that \a loss depends on and that are not frozen. Throws Error if there are none.
  TrainedWeights( TrainingTask &task, const torch::Tensor &loss, const TrainOptions &options );

  //! One step with \a rate where \a loss, a scalar on the device, and the gradients are finite; else, and
  //! after one that made weights beyond largestWeight, nothing, ever again.
  void step( double rate, const torch::Tensor &loss );
  //! Whether all steps so far were fine. Waits for the device.
  bool fine() const { return mFine.item<bool>(); }
  //! The step, counted from the first, that was not or that followed one that made such weights. Meaningless
  //! where fine().
  std::int64_t badStep() const { return mGoodSteps.item<std::int64_t>(); }

  //! Lets the network use the average (the current weights where none is kept) while \a work runs.
  void withAverage( const std::function<void()> &work );
  //! Remembers what withAverage() shows as the best.
  void keepBest();
  //! Leaves the network with the best weights; with the average where none was kept.
  void useBest();

  std::int64_t count() const { return mParameters->count(); }
  FlatParameters &parameters() { return *mParameters; }

  //! Adds all that the weights need to go on to \a checkpoint.
  void save( Checkpoint &checkpoint ) const;
  //! Takes it back. Throws Error if it belongs to another network.
  void restore( const Checkpoint &checkpoint );

private:
  const torch::Tensor &averaged() const { return mAverage.defined() ? mAverage : mParameters->values(); }
  void updateAverage();

  TrainingTask &mTask;
  double mDecay;
  std::unique_ptr<FlatParameters> mParameters;
  std::unique_ptr<Optimiser> mOptimiser;
  std::int64_t mSteps = 0;
  torch::Tensor mAverage;
  torch::Tensor mBest;
  torch::Tensor mFine;
  torch::Tensor mGoodSteps;
};

} // namespace calving
