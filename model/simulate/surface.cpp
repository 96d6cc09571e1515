#include "model/simulate/surface.h"
#include "model/scene/zone.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

// Fronts are tabulated from -widest to widest across, finer than a pixel of any sensor.
constexpr double widest = 3;
constexpr int tableSize = 2049;

} // namespace

Surface::Surface( const Landscape &landscape, const FrontHistory &fronts, int day )
  : mLandscape( landscape )
  , mDay( day )
{
  mReach = static_cast<int>( landscape.options().reach / landscape.options().span ) + 1;
  for ( int fjord = -mReach; fjord <= mReach; ++fjord )
  {
    double sum = 0;
    for ( int i = 0; i < tableSize; ++i )
    {
      const double across = widest * ( 2.0 * i / ( tableSize - 1 ) - 1 );
      mTable.push_back( static_cast<float>( fronts.position( fjord, across, day ) ) );
      sum += mTable.back();
    }
    mMeanFronts.push_back( static_cast<float>( sum / tableSize ) );
  }
}

float Surface::meanFront( int fjord ) const
{
  return mMeanFronts[std::clamp( fjord, -mReach, mReach ) + mReach];
}

double Surface::frontPosition( int fjord, double across ) const
{
  const double position = ( std::clamp( across / widest, -1.0, 1.0 ) + 1 ) / 2 * ( tableSize - 1 );
  const int node = std::min( static_cast<int>( position ), tableSize - 2 );
  const int row = std::clamp( fjord, -mReach, mReach ) + mReach;
  const float *table = mTable.data() + static_cast<std::size_t>( row ) * tableSize + node;
  return table[0] + ( position - node ) * ( table[1] - table[0] );
}

// Steepest behind the front, gentle further up, convex across. Heights follow the smooth mean front, not its
// bays.
float Surface::trunkHeight( const Ground &ground, float fromFront ) const
{
  const double relief = mLandscape.relief();
  const float span = static_cast<float>( mLandscape.options().span );
  const float inland =
      std::clamp( static_cast<float>( ground.along ) - meanFront( ground.fjord ), 0.0F, 1.2F * fromFront );
  const float rise = 0.10F * ( 1 - std::exp( -inland / ( 0.2F * span ) ) ) + 0.3F * inland / span;
  const float centre = static_cast<float>( mLandscape.cliffHeight() + relief * rise );
  const float aside = std::abs( ground.across );
  const float crown = 1 - 0.10F * std::min( aside, 1.2F ) * std::min( aside, 1.2F );
  // Tributaries come down to the trunk; further away the mountains have ice of their own.
  const float tributary = 0.03F * ground.halfWidth * std::max( 0.0F, aside - 1.2F );
  const float top = static_cast<float>( 1.2 * relief );
  return std::min( centre * crown + tributary, top ) -
         static_cast<float>( relief ) * smoothStep( 2.0F, 2.9F, aside );
}

SurfacePoint Surface::at( double x, double y ) const
{
  const Ground ground = mLandscape.at( x, y );
  SurfacePoint point;
  point.across = ground.across;
  point.halfWidth = ground.halfWidth;
  point.fromFront = static_cast<float>( ground.along - frontPosition( ground.fjord, ground.across ) );
  const float trunk = point.fromFront >= 0 ? trunkHeight( ground, point.fromFront ) : -1e6F;
  const float ice = std::max( trunk, ground.snowIce );
  if ( ice > ground.bed && ice > 0 )
  {
    point.zone = Zone::Glacier;
    point.height = ice;
    point.trunk = trunk >= ground.snowIce;
  }
  else if ( ground.bed > 0 )
  {
    point.zone = Zone::Rock;
    point.height = ground.bed;
  }
  return point;
}

bool Surface::calvesAt( int fjord, double across ) const
{
  const auto [x, y] = mLandscape.place( fjord, frontPosition( fjord, across ), across );
  const Ground ground = mLandscape.at( x, y );
  return ground.bed <= 0 && ground.snowIce <= ground.bed && trunkHeight( ground, 0 ) > 0;
}

} // namespace calving
