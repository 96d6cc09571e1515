#include "model/simulate/speckle.h"

#include <cmath>

#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

//! The numbers of one pixel, one after the other.
class Sequence
{
public:
  explicit Sequence( std::uint64_t state )
    : mState( state )
  {
  }

  double uniform() { return PositionRandom::toUniform( mixBits( mState += PositionRandom::golden ) ); }

  double normal()
  {
    const double radius = std::sqrt( -2 * std::log( uniform() ) );
    return radius * std::cos( 2 * M_PI * uniform() );
  }

private:
  std::uint64_t mState;
};

//! A sum of \a shape exponential numbers: exact for whole numbers of looks.
double gammaOfWhole( int shape, Sequence &sequence )
{
  double product = 1;
  for ( int i = 0; i < shape; ++i )
    product *= sequence.uniform();
  return -std::log( product );
}

//! Marsaglia and Tsang, ACM TOMS 26 (2000); shapes below 1 by their section 6.
double gammaOfReal( double shape, Sequence &sequence )
{
  if ( shape < 1 )
    return gammaOfReal( shape + 1, sequence ) * std::pow( sequence.uniform(), 1 / shape );
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt( 9 * d );
  for ( ;; )
  {
    const double normal = sequence.normal();
    const double v = std::pow( 1 + c * normal, 3 );
    if ( v > 0 && std::log( sequence.uniform() ) < 0.5 * normal * normal + d - d * v + d * std::log( v ) )
      return d * v;
  }
}

} // namespace

Speckle::Speckle( std::uint64_t seed, std::uint64_t scene, double looks )
  : mSeed( seed )
  , mScene( scene )
  , mLooks( looks )
{
}

float Speckle::at( std::int64_t column, std::int64_t row ) const
{
  Sequence sequence( PositionRandom( mSeed ).bits( mScene, column, row ) );
  // A product of many uniform numbers would underflow, and cost more than the general method.
  const bool whole = mLooks == std::floor( mLooks ) && mLooks <= 12;
  const double gamma =
      whole ? gammaOfWhole( static_cast<int>( mLooks ), sequence ) : gammaOfReal( mLooks, sequence );
  return static_cast<float>( gamma / mLooks );
}

} // namespace calving
