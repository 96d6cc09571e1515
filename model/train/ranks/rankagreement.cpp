#include "model/train/ranks/rankagreement.h"

namespace calving
{

RankAgreement::RankAgreement( RankGroup &group, const Feedback &feedback )
  : mGroup( group )
  , mFeedback( feedback )
{
}

void RankAgreement::report( double fraction )
{
  try
  {
    mFeedback.report( fraction );
  }
  catch ( const Cancelled & )
  {
    if ( !mGroup.several() )
      throw;
    mStopWanted = true;
  }
}

void RankAgreement::checkWithinStep() const
{
  if ( !mGroup.several() )
    mFeedback.check();
}

double RankAgreement::agree( double rate, bool timeOver )
{
  if ( !mGroup.several() )
    return rate;
  const bool first = mGroup.ranks().first();
  torch::Tensor values = torch::tensor(
      { first ? rate : 0.0, first && timeOver ? 1.0 : 0.0, mStopWanted ? 1.0 : 0.0 }, torch::kFloat64 );
  mGroup.sum( values );
  mTimeOver = values[1].item<double>() > 0;
  mStopWanted = values[2].item<double>() > 0;
  return values[0].item<double>();
}

Scores RankAgreement::judgeOnFirst( const std::function<Scores()> &judge,
                                    const std::function<bool()> &timeOver )
{
  Scores scores;
  const std::vector<double> known =
      mGroup.onFirst( 2,
                      [&]
                      {
                        scores = judge();
                        return std::vector<double>{ scores.rank, timeOver() ? 1.0 : 0.0 };
                      } );
  scores.rank = known[0];
  mTimeOver = known[1] > 0;
  return scores;
}

} // namespace calving
