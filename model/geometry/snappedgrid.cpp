#include "model/geometry/snappedgrid.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

Extent extentOf( const std::vector<std::array<double, 2>> &places )
{
  Extent extent{ HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL };
  for ( const auto &[x, y] : places )
  {
    extent.left = std::min( extent.left, x );
    extent.right = std::max( extent.right, x );
    extent.bottom = std::min( extent.bottom, y );
    extent.top = std::max( extent.top, y );
  }
  return extent;
}

RasterGrid snappedGrid( const Extent &extent, const std::string &crs, double size )
{
  // A border that lies on a multiple stays there in spite of rounding.
  const double left = std::floor( extent.left / size + 1e-6 );
  const double right = std::ceil( extent.right / size - 1e-6 );
  const double bottom = std::floor( extent.bottom / size + 1e-6 );
  const double top = std::ceil( extent.top / size - 1e-6 );
  constexpr double mostPixels = 200000;
  if ( right - left > mostPixels || top - bottom > mostPixels )
    throw Error( "The result would have " + numberText( right - left, Decimals{ 0 } ) + " x " +
                 numberText( top - bottom, Decimals{ 0 } ) +
                 " pixels, more than 200000 pixels a side. Choose a larger pixel size or a smaller area." );
  RasterGrid grid;
  grid.width = static_cast<int>( right - left );
  grid.height = static_cast<int>( top - bottom );
  grid.transform = { left * size, size, 0, top * size, 0, -size };
  grid.hasTransform = true;
  grid.crs = crs;
  return grid;
}

} // namespace calving
