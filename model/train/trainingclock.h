#pragma once

#include <chrono>
#include <cstdint>

namespace calving
{

struct TrainOptions;

/**
 * How far a training is: by its steps and by the time it has taken, in this run and in those before it.
 */
class TrainingClock
{
public:
  //! Starts. \a options outlives it.
  TrainingClock( const TrainOptions &options, int stepsPerEpoch );

  //! Adds what earlier runs took: \a seconds and \a step steps.
  void continueFrom( double seconds, std::uint64_t step );

  //! Since the training began, in all runs.
  double seconds() const;
  //! Whether the minutes of the options are over.
  bool timeOver() const;
  //! The share of the training that is done after \a step steps, 0 to 1: by steps or by time, whichever ends
  //! it first.
  double fraction( std::uint64_t step ) const;
  //! Seconds that this run will still take, as fast as it was so far; 0 before its first step.
  double secondsLeft( std::uint64_t step ) const;

private:
  using Clock = std::chrono::steady_clock;

  double secondsOfThisRun() const;

  const TrainOptions &mOptions;
  int mStepsPerEpoch;
  Clock::time_point mBegin = Clock::now();
  double mSecondsBefore = 0;
  double mFractionAtStart = 0;
};

} // namespace calving
