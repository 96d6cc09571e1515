#include "model/sar/speckle/sigmarange.h"

#include <cmath>

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
      return { incompleteGamma( mLooks, x ), incompleteGamma( mLooks + 1, x ),
               ( mLooks + 1 ) / mLooks * incompleteGamma( mLooks + 2, x ) };
    }
    const double x = mLooks * bound * bound * mMeanAmplitude * mMeanAmplitude;
    return { incompleteGamma( mLooks, x ), incompleteGamma( mLooks + 0.5, x ),
             incompleteGamma( mLooks + 1, x ) / ( mMeanAmplitude * mMeanAmplitude ) };
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

double incompleteGamma( double a, double x )
{
  if ( x <= 0.0 )
    return 0.0;
  const double front = std::exp( a * std::log( x ) - x - std::lgamma( a ) );
  if ( x < a + 1.0 )
  {
    double term = 1.0 / a;
    double sum = term;
    for ( double n = a + 1.0; std::abs( term ) > 1e-17 * std::abs( sum ); n += 1.0 )
      sum += term *= x / n;
    return front * sum;
  }
  // Continued fraction of the upper function, by Lentz's method.
  double b = x + 1.0 - a;
  double c = 1e300;
  double d = 1.0 / b;
  double fraction = d;
  for ( int i = 1; i < 1000; ++i )
  {
    const double numerator = -i * ( i - a );
    b += 2.0;
    d = 1.0 / ( numerator * d + b );
    c = b + numerator / c;
    fraction *= d * c;
    if ( std::abs( d * c - 1.0 ) < 1e-16 )
      break;
  }
  return 1.0 - front * fraction;
}

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
