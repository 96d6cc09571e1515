#include "model/geometry/pixelplaces.h"

#include "model/geometry/maptransform.h"

namespace calving
{

PixelPlaces::PixelPlaces( const RasterGrid &grid, const RasterGrid &other )
  : mGrid( grid )
  , mOther( other )
{
  if ( !grid.crs.empty() && !other.crs.empty() && grid.crs != other.crs )
    mWay = std::make_unique<MapTransform>( grid.crs, other.crs );
}

PixelPlaces::~PixelPlaces() = default;

std::array<std::vector<double>, 2> PixelPlaces::ofRow( int row ) const
{
  std::array<std::vector<double>, 2> places;
  auto &[x, y] = places;
  x.resize( mGrid.width );
  y.resize( mGrid.width );
  for ( int column = 0; column < mGrid.width; ++column )
  {
    const std::array<double, 2> point = mGrid.toMap( column + 0.5, row + 0.5 );
    x[column] = point[0];
    y[column] = point[1];
  }
  if ( mWay )
    mWay->apply( x, y );
  for ( int column = 0; column < mGrid.width; ++column )
  {
    const std::array<double, 2> pixel = mOther.toPixel( x[column], y[column] );
    x[column] = pixel[0];
    y[column] = pixel[1];
  }
  return places;
}

} // namespace calving
