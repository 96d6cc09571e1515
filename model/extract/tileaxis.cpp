#include "model/extract/tileaxis.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/base/mirrored.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! The network's coarsest stage has a thirty-second of the pixels and needs two of them (one has no
//! neighbour).
constexpr int networkStep = 32;
constexpr int smallestContext = 64;

int networkSide( int pixels )
{
  return std::max( smallestContext, ( pixels + networkStep - 1 ) / networkStep * networkStep );
}

bool sideBySide( int side, const Tiling &tiling )
{
  return tiling.stride == tiling.tile && side > tiling.tile;
}

int tileCount( int side, const Tiling &tiling )
{
  if ( side <= tiling.tile )
    return 1;
  return sideBySide( side, tiling ) ? side / tiling.tile + 1 : ( side - tiling.tile ) / tiling.stride + 2;
}

//! How far the first tile begins before the scene.
int offsetOf( int side, const Tiling &tiling )
{
  return sideBySide( side, tiling ) ? ( tileCount( side, tiling ) * tiling.tile - side + 1 ) / 2 : 0;
}

} // namespace

void checkTiling( const Tiling &tiling )
{
  constexpr int largest = 1 << 20;
  if ( tiling.tile < 1 || tiling.tile > largest )
    throw Error( "TILE is " + std::to_string( tiling.tile ) + ". Use a number of pixels from 1 to 1048576." );
  if ( tiling.margin < 0 || tiling.margin > largest )
    throw Error( "MARGIN is " + std::to_string( tiling.margin ) +
                 ". Use a number of pixels from 0 to 1048576." );
  if ( tiling.stride < 1 || tiling.stride > tiling.tile )
    throw Error( "STRIDE is " + std::to_string( tiling.stride ) + ". Use 1 to " +
                 std::to_string( tiling.tile ) + " pixels (TILE), or gaps would remain between the tiles." );
}

TileAxis::TileAxis( int side, const Tiling &tiling )
  : mSide( side )
  , mTile( tiling.tile )
  , mMargin( tiling.margin )
  , mStride( tiling.stride )
  , mCount( tileCount( side, tiling ) )
  , mOffset( offsetOf( side, tiling ) )
  , mContextSide( networkSide( std::min( side, tiling.tile ) + 2 * tiling.margin ) )
  , mFirstNeeded( mCount, side )
  , mLastNeeded( mCount, 0 )
  , mImportance( mCount == 1 ? std::vector<float>( side, 1.0f ) : gaussianImportance( tiling.tile ) )
{
  if ( mCount == 1 && tiling.stride == tiling.tile )
    mMargin = ( mContextSide - side + 1 ) / 2;
  for ( int tile = mCount - 1; tile >= 0; --tile )
  {
    if ( tile + 1 < mCount )
      mFirstNeeded[tile] = mFirstNeeded[tile + 1];
    for ( int i = 0; i < mContextSide; ++i )
    {
      const int pixel = source( contextStart( tile ) + i );
      mFirstNeeded[tile] = std::min( mFirstNeeded[tile], pixel );
      mLastNeeded[tile] = std::max( mLastNeeded[tile], pixel );
    }
  }
}

int TileAxis::partStart( int index ) const
{
  return std::max( 0, tileStart( index ) );
}

int TileAxis::partEnd( int index ) const
{
  return std::min( mSide, tileStart( index ) + mTile );
}

int TileAxis::source( int position ) const
{
  if ( mOffset > 0 )
    return mirrored( position, mSide );
  return mirrored( mirrored( position + mMargin, mSide + 2 * mMargin ) - mMargin, mSide );
}

std::vector<float> gaussianImportance( int side )
{
  std::vector<float> weights( side );
  const double sigma = side / 8.0;
  for ( int i = 0; i < side; ++i )
  {
    const double distance = ( i - side / 2 ) / sigma;
    weights[i] = static_cast<float>( std::exp( -0.5 * distance * distance ) );
  }
  return weights;
}

} // namespace calving
