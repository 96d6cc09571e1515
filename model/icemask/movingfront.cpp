#include "model/icemask/movingfront.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

namespace
{

void raise( std::vector<float> &values, const std::vector<float> &others )
{
  for ( std::size_t i = 0; i < values.size(); ++i )
    values[i] = std::max( values[i], others[i] );
}

} // namespace

MovingFront::MovingFront( const Fjord &fjord, std::vector<CutFjord> cuts, const RasterGrid &grid,
                          bool isCumulative )
  : mCuts( std::move( cuts ) )
  , mDistance( fjord, grid )
  , mInside( coverageOf( grid, { fjord.inside } ) )
  , mIsCumulative( isCumulative )
  , mNow( mInside.size() )
{
  if ( isCumulative )
    mGreatest.assign( mInside.size(), -std::numeric_limits<float>::infinity() );
}

const std::vector<float> &MovingFront::distancesOf( std::size_t cut, const std::function<void()> &poll )
{
  // Neighbours differ by one, so that each has its own place.
  Kept &kept = mKept[cut % 2];
  if ( kept.cut != cut )
  {
    kept.distances = mDistance.of( mCuts[cut].cut, poll );
    kept.cut = cut;
  }
  return kept.distances;
}

void MovingFront::moveTo( double day, const std::function<void()> &poll )
{
  for ( ; mNext < mCuts.size() && mCuts[mNext].day <= day; ++mNext )
    if ( mIsCumulative )
      raise( mGreatest, distancesOf( mNext, poll ) );
  const std::size_t before = mNext > 0 ? mNext - 1 : 0;
  const std::size_t after = std::min( mNext, mCuts.size() - 1 );
  const std::vector<float> &from = distancesOf( before, poll );
  const std::vector<float> &to = distancesOf( after, poll );
  const double span = mCuts[after].day - mCuts[before].day;
  const float share = span > 0 ? static_cast<float>( ( day - mCuts[before].day ) / span ) : 0.0F;
  for ( std::size_t i = 0; i < mNow.size(); ++i )
    mNow[i] = from[i] + share * ( to[i] - from[i] );
  if ( !mIsCumulative )
    return;
  // In between, distances are straight in time: the greatest is at an end.
  mGreatestNow = mGreatest;
  raise( mGreatestNow, mNow );
}

double MovingFront::daysFromFront( double day ) const
{
  double least = std::numeric_limits<double>::infinity();
  for ( const CutFjord &cut : mCuts )
    least = std::min( least, std::abs( cut.day - day ) );
  return least;
}

} // namespace calving
