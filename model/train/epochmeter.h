#pragma once

#include <chrono>

#include "model/train/report/trainresult.h"

namespace calving
{

//! How fast an epoch is, and how much of its time it waits.
class EpochMeter
{
public:
  //! A new epoch begins, when the training has waited so many seconds for samples and for other ranks.
  void begin( double waitedForSamples, double waitedForRanks )
  {
    mBegin = Clock::now();
    mSamples = waitedForSamples;
    mRanks = waitedForRanks;
    mSteps = 0;
  }
  void countStep() { ++mSteps; }

  //! Writes speed and shares of the epoch so far into \a record; the arguments as in begin().
  void measure( EpochRecord &record, int samplesPerStep, double waitedForSamples,
                double waitedForRanks ) const
  {
    const double seconds = std::chrono::duration<double>( Clock::now() - mBegin ).count();
    record.samplesPerSecond = static_cast<double>( mSteps ) * samplesPerStep / seconds;
    record.waitingShare = ( waitedForSamples - mSamples ) / seconds;
    record.exchangeShare = ( waitedForRanks - mRanks ) / seconds;
  }

private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point mBegin = Clock::now();
  double mSamples = 0;
  double mRanks = 0;
  int mSteps = 0;
};

} // namespace calving
