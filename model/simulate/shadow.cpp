#include "model/simulate/shadow.h"

#include <cmath>

namespace calving
{

namespace
{

// Side of the blocks whose highest value is known, and the steps that surely stay within a block's
// neighbours.
constexpr int blockSide = 16;
constexpr int leap = 15;

} // namespace

ShadowCaster::ShadowCaster( const Field<float> &heights, const RayDirection &direction, const Limits &limits )
  : mHeights( heights )
  , mStepColumn( direction.towards[0] )
  , mStepRow( -direction.towards[1] )
  , mRise( static_cast<float>( direction.climb * limits.pixelSize ) )
  , mLimits( limits )
{
  findTops();
}

void ShadowCaster::findTops()
{
  const int columns = ( mHeights.endColumn() - mHeights.firstColumn() ) / blockSide + 1;
  const int rows = ( mHeights.endRow() - mHeights.firstRow() ) / blockSide + 1;
  mTops = Field<float>( 0, 0, columns, rows );
  for ( int row = mHeights.firstRow(); row < mHeights.endRow(); ++row )
    for ( int column = mHeights.firstColumn(); column < mHeights.endColumn(); ++column )
    {
      float &top = mTops.at( ( column - mHeights.firstColumn() ) / blockSide,
                             ( row - mHeights.firstRow() ) / blockSide );
      top = std::max( top, mHeights.at( column, row ) );
    }
  const Field<float> own = mTops;
  for ( int row = 0; row < rows; ++row )
    for ( int column = 0; column < columns; ++column )
      for ( int y = std::max( 0, row - 1 ); y <= std::min( rows - 1, row + 1 ); ++y )
        for ( int x = std::max( 0, column - 1 ); x <= std::min( columns - 1, column + 1 ); ++x )
          mTops.at( column, row ) = std::max( mTops.at( column, row ), own.at( x, y ) );
}

float ShadowCaster::topAround( int column, int row ) const
{
  return mTops.at( ( column - mHeights.firstColumn() ) / blockSide,
                   ( row - mHeights.firstRow() ) / blockSide );
}

float ShadowCaster::depth( int column, int row ) const
{
  const float start = mHeights.at( column, row );
  const int steps = static_cast<int>( ( mLimits.highest - start ) / mRise ) + 1;
  float deepest = 0;
  for ( int step = 1; step <= steps; ++step )
  {
    const double x = column + step * mStepColumn;
    const double y = row + step * mStepRow;
    const int left = static_cast<int>( std::floor( x ) );
    const int top = static_cast<int>( std::floor( y ) );
    if ( left < mHeights.firstColumn() || top < mHeights.firstRow() || left + 1 >= mHeights.endColumn() ||
         top + 1 >= mHeights.endRow() )
      break;
    if ( start + step * mRise + deepest >= topAround( left, top ) )
    {
      step += leap - 1;
      continue;
    }
    const float u = static_cast<float>( x - left );
    const float v = static_cast<float>( y - top );
    const float *upper = &mHeights.at( left, top );
    const float *lower = &mHeights.at( left, top + 1 );
    const float height = ( 1 - v ) * ( upper[0] + u * ( upper[1] - upper[0] ) ) +
                         v * ( lower[0] + u * ( lower[1] - lower[0] ) );
    deepest = std::max( deepest, height - start - step * mRise );
    if ( deepest > mLimits.deepEnough )
      break;
  }
  return deepest;
}

std::array<int, 2> ShadowCaster::margin( const RayDirection &direction, double range, double pixelSize )
{
  const double pixels = range / direction.climb / pixelSize + 2;
  const auto signedCeil = []( double value )
  { return static_cast<int>( value < 0 ? std::floor( value ) : std::ceil( value ) ); };
  return { signedCeil( pixels * direction.towards[0] ), signedCeil( -pixels * direction.towards[1] ) };
}

} // namespace calving
