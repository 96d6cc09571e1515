#pragma once

#include <memory>
#include <optional>
#include <string>

#include "model/train/checkpoint/checkpointfile.h"
#include "model/train/epochmeter.h"
#include "model/base/keptmemory.h"
#include "model/train/ranks/gradientexchange.h"
#include "model/train/ranks/rankagreement.h"
#include "model/train/trainedweights.h"
#include "model/train/training.h"
#include "model/train/trainingclock.h"

namespace calving
{

/**
 * The steps and epochs of a training, from its first step or from a checkpoint on.
 *
 * It knows how to go on, not what becomes of the result: see TrainingEnding.
 */
class TrainingLoop
{
public:
  //! Brings the network to its device, and all ranks to the same weights. Throws as startTraining() does.
  explicit TrainingLoop( const Training &training );

  //! Trains until a limit of the options is reached or a loss is no number: reason() says which. Throws
  //! Cancelled, RankLost, and what reading the scenes throws.
  void run();

  //! Looks at all steps so far: from here on broken() is true if the loss of one was no number.
  void settle() { look( true ); }
  //! Whether a loss was no number. The weights then are those before that step.
  bool broken() const { return mBroken; }
  //! Why it ended, as a sentence; empty where run() threw.
  const std::string &reason() const { return mReason; }

  //! Writes where the training stands, if that is wanted and worth it.
  void saveCheckpoint();

  const TrainState &state() const { return mState; }
  TrainedWeights &weights() { return *mWeights; }
  const torch::Device &device() const { return mDevice; }

private:
  void step();
  void backward( std::uint64_t sample, bool last, torch::Tensor &lossSum );
  void look( bool force );
  bool limitReached();
  bool timeOver() const { return mAgreement.timeOver( mClock.timeOver() ); }
  void judgeStart();
  void endEpoch();
  Scores validate();
  void judge( const Scores &scores );
  void keep( const Scores &scores );
  void beginEpoch();
  void logEpoch( const EpochRecord &record ) const;

  double fraction() const { return mClock.fraction( mState.step ); }
  double rate() const;
  std::uint64_t samplesPerStep() const { return calving::samplesPerStep( mOptions ); }

  TrainingTask &mTask;
  RankGroup &mGroup;
  const TrainOptions &mOptions;
  const TrainOutputs &mOutputs;
  const Feedback &mFeedback;
  RankAgreement mAgreement;
  CheckpointFile mCheckpoints;
  torch::Device mDevice;
  std::optional<KeptMemory> mKeptMemory;
  int mStepsPerEpoch;
  TrainingClock mClock;
  EpochMeter mMeter;
  std::unique_ptr<TrainedWeights> mWeights;
  std::unique_ptr<GradientExchange> mExchange;
  std::unique_ptr<Loader> mLoader;
  TrainState mState;
  //! Sum of the losses of the epoch's steps since the last look at the device.
  torch::Tensor mLossSum;
  int mStepsThisRun = 0;
  //! What was reported last: it never falls.
  double mFraction = 0;
  std::string mReason;
  bool mBroken = false;
};

} // namespace calving
