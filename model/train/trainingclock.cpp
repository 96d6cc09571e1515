#include "model/train/trainingclock.h"

#include <algorithm>

#include "model/train/trainoptions.h"

namespace calving
{

TrainingClock::TrainingClock( const TrainOptions &options, int stepsPerEpoch )
  : mOptions( options )
  , mStepsPerEpoch( stepsPerEpoch )
{
}

void TrainingClock::continueFrom( double seconds, std::uint64_t step )
{
  mSecondsBefore = seconds;
  mFractionAtStart = fraction( step );
}

double TrainingClock::secondsOfThisRun() const
{
  return std::chrono::duration<double>( Clock::now() - mBegin ).count();
}

double TrainingClock::seconds() const
{
  return mSecondsBefore + secondsOfThisRun();
}

bool TrainingClock::timeOver() const
{
  return mOptions.minutes > 0 && seconds() >= 60 * mOptions.minutes;
}

double TrainingClock::fraction( std::uint64_t step ) const
{
  const double steps = static_cast<double>( mOptions.epochs ) * mStepsPerEpoch;
  const double ofSteps = steps > 0 ? static_cast<double>( step ) / steps : 0.0;
  const double ofTime = mOptions.minutes > 0 ? seconds() / ( 60 * mOptions.minutes ) : 0.0;
  return std::min( 1.0, std::max( ofSteps, ofTime ) );
}

double TrainingClock::secondsLeft( std::uint64_t step ) const
{
  const double done = fraction( step ) - mFractionAtStart;
  return done > 0 ? secondsOfThisRun() * ( 1 - fraction( step ) ) / done : 0;
}

} // namespace calving
