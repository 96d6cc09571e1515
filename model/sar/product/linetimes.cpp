#include "model/sar/product/linetimes.h"

#include <algorithm>

namespace calving
{

LineTimes::LineTimes( const Annotation &annotation )
  : mFirstTime( annotation.firstLineTime )
  , mInterval( annotation.lineInterval )
  , mLinesPerBurst( annotation.linesPerBurst )
{
  for ( const Burst &burst : annotation.bursts )
    mBurstTimes.push_back( burst.azimuthTime );
}

int LineTimes::burstOf( int line ) const
{
  // The grids of old SLCs also have a point one line behind the last burst.
  return std::clamp( line / mLinesPerBurst, 0, static_cast<int>( mBurstTimes.size() ) - 1 );
}

UtcTime LineTimes::at( int line ) const
{
  if ( !hasBursts() )
    return mFirstTime + line * mInterval;
  const int burst = burstOf( line );
  return mBurstTimes[burst] + ( line - burst * mLinesPerBurst ) * mInterval;
}

UtcTime LineTimes::middleOf( int burst ) const
{
  return mBurstTimes[burst] + 0.5 * ( mLinesPerBurst - 1 ) * mInterval;
}

} // namespace calving
