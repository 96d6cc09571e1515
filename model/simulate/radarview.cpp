#include "model/simulate/radarview.h"

#include <algorithm>
#include <cmath>

namespace calving
{

RadarView::RadarView( double incidence, double lookDirection )
  : mLook{ std::sin( lookDirection * M_PI / 180 ), std::cos( lookDirection * M_PI / 180 ) }
  , mSin( std::sin( incidence * M_PI / 180 ) )
  , mCos( std::cos( incidence * M_PI / 180 ) )
{
}

float RadarView::cosLocal( float slopeX, float slopeY ) const
{
  const double rise = slopeX * mLook[0] + slopeY * mLook[1];
  const double normal = std::sqrt( 1.0 + slopeX * slopeX + slopeY * slopeY );
  return static_cast<float>( ( rise * mSin + mCos ) / normal );
}

float RadarView::areaFactor( float slopeX, float slopeY ) const
{
  const double rise = slopeX * mLook[0] + slopeY * mLook[1];
  const double normal = std::sqrt( 1.0 + slopeX * slopeX + slopeY * slopeY );
  const double cosProjection = ( mSin - rise * mCos ) / normal;
  return static_cast<float>( mSin / std::max( cosProjection, mSin / 8 ) );
}

} // namespace calving
