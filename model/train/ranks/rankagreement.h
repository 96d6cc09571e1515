#pragma once

#include <functional>

#include "model/feedback.h"
#include "model/train/ranks/rankgroup.h"
#include "model/train/report/trainresult.h"

namespace calving
{

/**
 * What all ranks of a training must decide alike, so that none waits for another that has gone on: the rate
 * of a step, whether the time is over, whether the user wants to stop.
 *
 * Rank 0 decides on rate and time; any rank may be asked to stop. One rank alone agrees with itself at once.
 */
class RankAgreement
{
public:
  //! Both outlive it.
  RankAgreement( RankGroup &group, const Feedback &feedback );

  //! Tells the user how far the training is. Throws Cancelled where he wants to stop and this rank is alone;
  //! several stop together: see stopWanted().
  void report( double fraction );
  //! The same inside a step, of which then nothing is left: several ranks do not stop here at all.
  void checkWithinStep() const;

  //! Ends a step: all ranks get the \a rate of rank 0, and know whether the time is over and whether one of
  //! them wants to stop. \a timeOver: by this rank's own clock.
  double agree( double rate, bool timeOver );
  //! Lets rank 0 judge the network with \a judge; the others know the rank of what it found.
  Scores judgeOnFirst( const std::function<Scores()> &judge, const std::function<bool()> &timeOver );

  //! Whether one of several ranks was asked to stop, as of the last agree().
  bool stopWanted() const { return mStopWanted; }
  //! Whether the time is over: \a own where this rank is alone, else what rank 0 found last.
  bool timeOver( bool own ) const { return mGroup.several() ? mTimeOver : own; }

private:
  RankGroup &mGroup;
  const Feedback &mFeedback;
  bool mStopWanted = false;
  bool mTimeOver = false;
};

} // namespace calving
