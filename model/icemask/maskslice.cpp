#include "model/icemask/maskslice.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/base/parallelrows.h"

namespace calving
{

namespace
{

//! Distances \a values on a grid, also one pixel beyond its border, where they go on straight.
class Field
{
public:
  Field( const std::vector<float> &values, int width, int height )
    : mValues( values )
    , mWidth( width )
    , mHeight( height )
  {
  }

  double at( int column, int row ) const
  {
    if ( row < 0 || row >= mHeight )
      return beyond( row < 0, mHeight, [&]( int inside ) { return at( column, inside ); } );
    if ( column < 0 || column >= mWidth )
      return beyond( column < 0, mWidth, [&]( int inside ) { return at( inside, row ); } );
    return mValues[static_cast<std::size_t>( row ) * mWidth + column];
  }

  //! The points of a pixel whose distance is not positive.
  PixelPoints iceAt( int column, int row ) const
  {
    std::array<std::array<double, 3>, 3> around;
    for ( int y = 0; y < 3; ++y )
      for ( int x = 0; x < 3; ++x )
        around[y][x] = at( column + x - 1, row + y - 1 );
    PixelPoints ice = 0;
    for ( int point = 0; point < pointsPerPixel; ++point )
    {
      // From the centre of the pixel to the upper left, in pixels.
      const double x = ( point % pixelPoints + 0.5 ) / pixelPoints + 0.5;
      const double y = ( point / pixelPoints + 0.5 ) / pixelPoints + 0.5;
      const int left = static_cast<int>( x );
      const int top = static_cast<int>( y );
      const double upper = mixed( around[top][left], around[top][left + 1], x - left );
      const double lower = mixed( around[top + 1][left], around[top + 1][left + 1], x - left );
      if ( mixed( upper, lower, y - top ) <= 0 )
        ice |= PixelPoints( 1 ) << point;
    }
    return ice;
  }

private:
  static double mixed( double a, double b, double share ) { return a + share * ( b - a ); }

  template <typename At> static double beyond( bool isBefore, int size, const At &atInside )
  {
    const double edge = atInside( isBefore ? 0 : size - 1 );
    return size < 2 ? edge : 2 * edge - atInside( isBefore ? 1 : size - 2 );
  }

  const std::vector<float> &mValues;
  int mWidth;
  int mHeight;
};

using Distances = const std::vector<float> &(MovingFront::*)() const;

//! The points of a pixel that are ocean to all fronts whose fjord they lie in.
PixelPoints oceanAt( int column, int row, const RasterGrid &grid, PixelPoints water,
                     const std::vector<std::unique_ptr<MovingFront>> &fronts, Distances distances )
{
  const std::size_t pixel = static_cast<std::size_t>( row ) * grid.width + column;
  // No point of a pixel is farther from its centre.
  const double reach = std::hypot( grid.transform[1], grid.transform[5] ) / 2;
  PixelPoints ice = 0;
  for ( const std::unique_ptr<MovingFront> &front : fronts )
  {
    const std::vector<float> &values = ( *front.*distances )();
    const PixelPoints inside = front->inside()[pixel];
    if ( !inside || values[pixel] > reach )
      continue;
    ice |=
        inside & ( values[pixel] < -reach ? ~PixelPoints( 0 )
                                          : Field( values, grid.width, grid.height ).iceAt( column, row ) );
  }
  return water & ~ice;
}

float levelSetAt( std::size_t pixel, const MaskGround &ground,
                  const std::vector<std::unique_ptr<MovingFront>> &fronts )
{
  float inFjords = HUGE_VALF;
  float elsewhere = -HUGE_VALF;
  for ( const std::unique_ptr<MovingFront> &front : fronts )
  {
    const float distance = front->distances()[pixel];
    elsewhere = std::max( elsewhere, distance );
    if ( 2 * countOf( front->inside()[pixel] ) >= pointsPerPixel )
      inFjords = std::min( inFjords, distance );
  }
  return std::min( std::isfinite( inFjords ) ? inFjords : elsewhere, ground.fromLand[pixel] );
}

} // namespace

MaskSlice maskSlice( const RasterGrid &grid, const MaskGround &ground,
                     const std::vector<std::unique_ptr<MovingFront>> &fronts )
{
  const std::size_t pixels = ground.water.size();
  MaskSlice slice{ std::vector<std::uint8_t>( pixels ), std::vector<float>( pixels ),
                   std::vector<float>( pixels ), 0 };
  std::vector<std::int64_t> icePoints( grid.height );
  const auto work = [&]( int row )
  {
    for ( int column = 0; column < grid.width; ++column )
    {
      const std::size_t pixel = static_cast<std::size_t>( row ) * grid.width + column;
      const PixelPoints water = ground.water[pixel];
      const int ocean = countOf( oceanAt( column, row, grid, water, fronts, &MovingFront::distances ) );
      const int everOcean = countOf( oceanAt( column, row, grid, water, fronts, &MovingFront::greatest ) );
      const int ice = pointsPerPixel - ocean - ground.rock[pixel];
      slice.ice[pixel] = !ground.isRock( pixel ) && ice >= ocean;
      slice.fraction[pixel] = 1 - static_cast<float>( everOcean ) / pointsPerPixel;
      slice.levelSet[pixel] = levelSetAt( pixel, ground, fronts );
      icePoints[row] += ice;
    }
  };
  parallelRows( 0, grid.height, {}, work );
  for ( const std::int64_t points : icePoints )
    slice.iceArea += static_cast<double>( points ) / pointsPerPixel;
  return slice;
}

} // namespace calving
