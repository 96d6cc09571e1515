#include "model/sar/speckle/sigmarange.h"

#include <algorithm>
#include <cmath>

#include <gsl/gsl_sf_gamma.h>

namespace calving
{

namespace
{

//! Moments of unit-mean speckle up to a bound: integrals of p, v p and v^2 p from 0 to \a bound.
struct Moments
{
  double zeroth;
  double first;
  double second;
};

class Speckle
{
public:
  Speckle( double looks, bool amplitude )
    : mLooks( looks )
    , mAmplitude( amplitude )
    , mMeanAmplitude( std::exp( std::lgamma( looks + 0.5 ) - std::lgamma( looks ) ) / std::sqrt( looks ) )
  {
  }

  Moments upTo( double bound ) const
  {
    if ( !mAmplitude )
    {
      const double x = mLooks * bound;
      return { gsl_sf_gamma_inc_P( mLooks, x ), gsl_sf_gamma_inc_P( mLooks + 1, x ),
               ( mLooks + 1 ) / mLooks * gsl_sf_gamma_inc_P( mLooks + 2, x ) };
    }
    const double x = mLooks * bound * bound * mMeanAmplitude * mMeanAmplitude;
    return { gsl_sf_gamma_inc_P( mLooks, x ), gsl_sf_gamma_inc_P( mLooks + 0.5, x ),
             gsl_sf_gamma_inc_P( mLooks + 1, x ) / ( mMeanAmplitude * mMeanAmplitude ) };
  }

private:
  double mLooks;
  bool mAmplitude;
  double mMeanAmplitude;
};

//! The root of the growing function \a f between \a low and \a high.
template <typename Function> double bisect( double low, double high, const Function &f )
{
  for ( int i = 0; i < 200; ++i )
  {
    const double middle = 0.5 * ( low + high );
    ( f( middle ) < 0.0 ? low : high ) = middle;
  }
  return 0.5 * ( low + high );
}

} // namespace

SigmaRange sigmaRange( double looks, double probability, bool amplitude )
{
  const Speckle speckle( looks, amplitude );
  constexpr double farAway = 1e3;
  // For each lower bound the upper one follows from the probability; the lower one then sets the mean to 1.
  const auto upperFor = [&]( double lower )
  {
    const double start = speckle.upTo( lower ).zeroth;
    return bisect( lower, farAway,
                   [&]( double upper ) { return speckle.upTo( upper ).zeroth - start - probability; } );
  };
  const auto meanExcess = [&]( double lower )
  { return speckle.upTo( upperFor( lower ) ).first - speckle.upTo( lower ).first - probability; };
  SigmaRange range;
  const double highest = bisect(
      0.0, farAway, [&]( double bound ) { return speckle.upTo( bound ).zeroth - ( 1.0 - probability ); } );
  range.lower = bisect( 0.0, highest, meanExcess );
  range.upper = upperFor( range.lower );
  const Moments low = speckle.upTo( range.lower );
  const Moments high = speckle.upTo( range.upper );
  const double second = ( high.second - low.second ) / probability;
  range.deviation = std::sqrt( std::max( 0.0, second - 1.0 ) );
  return range;
}

} // namespace calving
