#include "model/geometry/gridoutline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/geometry/maptransform.h"

namespace calving
{

std::vector<std::array<double, 2>> outlineOf( const RasterGrid &grid, const std::string &crs )
{
  constexpr int steps = 32;
  std::vector<std::array<double, 2>> points;
  for ( int i = 0; i <= steps; ++i )
  {
    const double column = 1.0 * grid.width * i / steps;
    const double row = 1.0 * grid.height * i / steps;
    for ( const auto &[x, y] : { std::array<double, 2>{ column, 0 },
                                 { column, 1.0 * grid.height },
                                 { 0, row },
                                 { 1.0 * grid.width, row } } )
      points.push_back( grid.toMap( x, y ) );
  }
  return crs.empty() || crs == grid.crs ? points : MapTransform( grid.crs, crs ).applied( points );
}

Window windowAround( const std::vector<std::array<double, 2>> &outline, const RasterGrid &grid, int margin )
{
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double rounding = 1e-6;
  std::array<double, 2> low{ infinity, infinity };
  std::array<double, 2> high{ -infinity, -infinity };
  for ( const auto &[x, y] : outline )
  {
    const std::array<double, 2> pixel = grid.toPixel( x, y );
    for ( int axis = 0; axis < 2; ++axis )
    {
      low[axis] = std::min( low[axis], pixel[axis] );
      high[axis] = std::max( high[axis], pixel[axis] );
    }
  }
  const auto part = [&]( int axis, int side )
  {
    const double first = std::max( 0.0, std::floor( low[axis] + rounding ) - margin );
    const double end = std::min<double>( side, std::ceil( high[axis] - rounding ) + margin );
    return std::array<int, 2>{ static_cast<int>( std::min<double>( first, side ) ),
                               static_cast<int>( std::max( end - first, 0.0 ) ) };
  };
  const auto [x, width] = part( 0, grid.width );
  const auto [y, height] = part( 1, grid.height );
  return { x, y, width, height };
}

} // namespace calving
