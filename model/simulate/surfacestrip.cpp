#include "model/simulate/surfacestrip.h"

#include <algorithm>

#include "model/base/parallelrows.h"

namespace calving
{

namespace
{

//! Pixels beyond a strip on each side.
struct Margins
{
  int left = 2;
  int right = 2;
  int above = 2;
  int below = 2;
};

Margins marginsFor( const std::vector<RayDirection> &rays, const Landscape &landscape )
{
  Margins margins;
  for ( const RayDirection &ray : rays )
  {
    const auto [columns, rows] =
        ShadowCaster::margin( ray, landscape.highest(), landscape.options().pixelSize );
    margins.left = std::max( margins.left, 2 - columns );
    margins.right = std::max( margins.right, 2 + columns );
    margins.above = std::max( margins.above, 2 - rows );
    margins.below = std::max( margins.below, 2 + rows );
  }
  return margins;
}

} // namespace

SurfaceStrip::SurfaceStrip( const SimulatedGlacier &glacier, const Surface &surface, const Rows &rows,
                            const std::vector<RayDirection> &rays )
  : mRows( rows )
  , mTwoPixels( static_cast<float>( 2 * glacier.options().pixelSizeMetres ) )
{
  const int width = glacier.options().width;
  const Margins margins = marginsFor( rays, glacier.landscape() );
  mHeights = Field<float>( -margins.left, rows.first - margins.above, width + margins.left + margins.right,
                           rows.count + margins.above + margins.below );
  mPoints = Field<SurfacePoint>( -1, rows.first - 1, width + 2, rows.count + 2 );
  const auto computeRow = [&]( int row )
  {
    const bool kept = row >= mPoints.firstRow() && row < mPoints.endRow();
    for ( int column = mHeights.firstColumn(); column < mHeights.endColumn(); ++column )
    {
      const auto [x, y] = glacier.metresOf( column, row );
      const SurfacePoint point = surface.at( x, y );
      mHeights.at( column, row ) = point.height;
      if ( kept && column >= mPoints.firstColumn() && column < mPoints.endColumn() )
        mPoints.at( column, row ) = point;
    }
  };
  parallelRows( mHeights.firstRow(), mHeights.endRow(), glacier.options().workers(), computeRow );
}

std::array<float, 2> SurfaceStrip::slope( int column, int row ) const
{
  return { ( height( column + 1, row ) - height( column - 1, row ) ) / mTwoPixels,
           ( height( column, row - 1 ) - height( column, row + 1 ) ) / mTwoPixels };
}

} // namespace calving
