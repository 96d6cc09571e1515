#include "model/raster/tilegrid.h"

#include <algorithm>

namespace calving
{

namespace
{
int ceilDivide( int a, int b )
{
  return ( a + b - 1 ) / b;
}
} // namespace

TileGrid::TileGrid( int rasterWidth, int rasterHeight, int size )
  : mRasterWidth( rasterWidth )
  , mRasterHeight( rasterHeight )
  , mSize( size )
  , mColumns( ceilDivide( rasterWidth, size ) )
  , mRows( ceilDivide( rasterHeight, size ) )
{
}

Window TileGrid::window( int index ) const
{
  const int x = ( index % mColumns ) * mSize;
  const int y = ( index / mColumns ) * mSize;
  return { x, y, std::min( mSize, mRasterWidth - x ), std::min( mSize, mRasterHeight - y ) };
}

} // namespace calving
