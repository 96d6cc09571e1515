#pragma once

#include <cstdint>
#include <vector>

#include "model/geometry/pixelplaces.h"

namespace calving
{

//! What \a at( column, row ) says of the pixels of \a place, at the centres of those of \a grid; 0 outside.
template <typename At>
std::vector<std::uint8_t> atCentres( const RasterGrid &grid, const RasterGrid &place, const At &at )
{
  const PixelPlaces places( grid, place );
  std::vector<std::uint8_t> result( static_cast<std::size_t>( grid.width ) * grid.height );
  for ( int row = 0; row < grid.height; ++row )
  {
    const auto [x, y] = places.ofRow( row );
    for ( int column = 0; column < grid.width; ++column )
      if ( x[column] >= 0 && y[column] >= 0 && x[column] < place.width && y[column] < place.height )
        result[static_cast<std::size_t>( row ) * grid.width + column] =
            at( static_cast<int>( x[column] ), static_cast<int>( y[column] ) );
  }
  return result;
}

//! 1 at the pixels of \a grid in which a pixel of \a front falls that is not 0; the front's pixels lie at \a
//! place.
template <typename Value>
std::vector<std::uint8_t> frontAt( const std::vector<Value> &front, const RasterGrid &place,
                                   const RasterGrid &grid )
{
  const PixelPlaces places( place, grid );
  std::vector<std::uint8_t> result( static_cast<std::size_t>( grid.width ) * grid.height );
  for ( int row = 0; row < place.height; ++row )
  {
    const auto [x, y] = places.ofRow( row );
    for ( int column = 0; column < place.width; ++column )
      if ( front[static_cast<std::size_t>( row ) * place.width + column] > 0 && x[column] >= 0 &&
           y[column] >= 0 && x[column] < grid.width && y[column] < grid.height )
        result[static_cast<std::size_t>( y[column] ) * grid.width + static_cast<std::size_t>( x[column] )] =
            1;
  }
  return result;
}

} // namespace calving
