#include "model/series/evidence/sceneplanes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/geometry/pixelplaces.h"
#include "model/series/evidence/seriesevidence.h"
#include "model/series/evidence/seriesgrid.h"

namespace calving
{

namespace
{

//! The four pixels around a position, and what each counts.
struct Corners
{
  std::array<std::size_t, 4> pixels{};
  std::array<float, 4> weights{};
};

bool hasData( const SegmentedWindow &scene, std::size_t pixel )
{
  return std::any_of( scene.classes.begin(), scene.classes.end(),
                      [pixel]( const std::vector<std::uint8_t> &plane ) { return plane[pixel] != 0; } );
}

//! Around (\a x, \a y) in pixels of \a scene, those without data left out; all weights 0 where there is none.
Corners cornersAt( const SegmentedWindow &scene, double x, double y )
{
  const int width = scene.grid.width;
  const int height = scene.grid.height;
  Corners corners;
  // Not-a-number lies nowhere.
  if ( !( x >= 0 && y >= 0 && x < width && y < height ) )
    return corners;
  const auto index = []( int column, int row, int side )
  { return static_cast<std::size_t>( row ) * side + column; };
  if ( !hasData( scene, index( static_cast<int>( x ), static_cast<int>( y ), width ) ) )
    return corners;
  const double left = std::floor( x - 0.5 );
  const double top = std::floor( y - 0.5 );
  const auto across = static_cast<float>( x - 0.5 - left );
  const auto down = static_cast<float>( y - 0.5 - top );
  float sum = 0;
  for ( int i = 0; i < 4; ++i )
  {
    const int column = std::clamp( static_cast<int>( left ) + i % 2, 0, width - 1 );
    const int row = std::clamp( static_cast<int>( top ) + i / 2, 0, height - 1 );
    corners.pixels[i] = index( column, row, width );
    const float weight = ( i % 2 ? across : 1 - across ) * ( i / 2 ? down : 1 - down );
    corners.weights[i] = weight > 0 && hasData( scene, corners.pixels[i] ) ? weight : 0;
    sum += corners.weights[i];
  }
  for ( float &weight : corners.weights )
    weight /= sum;
  return corners;
}

std::uint8_t valueAt( const std::vector<std::uint8_t> &plane, const Corners &corners )
{
  float value = 0;
  for ( int i = 0; i < 4; ++i )
    value += corners.weights[i] * plane[corners.pixels[i]];
  return static_cast<std::uint8_t>( std::lround( value ) );
}

} // namespace

void toSeriesGrid( const SegmentedWindow &scene, const RasterGrid &grid, std::uint8_t *planes )
{
  const PixelPlaces places( grid, scene.grid );
  const std::size_t pixels = static_cast<std::size_t>( grid.width ) * grid.height;
  for ( int row = 0; row < grid.height; ++row )
  {
    const auto [x, y] = places.ofRow( row );
    for ( int column = 0; column < grid.width; ++column )
    {
      // A centre on a corner of two grids of one lattice may fall short by rounding.
      constexpr double rounding = 1e-7;
      const auto snapped = []( double value ) {
        return std::abs( 2 * value - std::round( 2 * value ) ) < rounding ? std::round( 2 * value ) / 2
                                                                          : value;
      };
      const Corners corners = cornersAt( scene, snapped( x[column] ), snapped( y[column] ) );
      const std::size_t target = static_cast<std::size_t>( row ) * grid.width + column;
      for ( int plane = 0; plane < seriesClasses; ++plane )
        planes[plane * pixels + target] = valueAt( scene.classes[plane], corners );
      planes[static_cast<std::size_t>( SeriesPlane::Grey ) * pixels + target] =
          valueAt( scene.grey, corners );
    }
  }
}

} // namespace calving
