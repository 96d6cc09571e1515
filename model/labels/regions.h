#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace calving
{

/**
 * Connected regions (4 neighbours) of an image in memory: neighbours hang together where \a joins says so.
 *
 * Beside components() of the room front, because runs of equal classes know nothing of a line between them.
 */
struct Regions
{
  using Joins = std::function<bool( std::size_t pixel, std::size_t neighbour )>;

  Regions( int width, int height, const Joins &joins );

  //! Number of the region of each pixel, in the order of their first pixels.
  std::vector<std::int32_t> of;
  //! Pixels of each region.
  std::vector<std::int32_t> sizes;
};

//! Calls \a visit for the 4 neighbours of \a pixel inside the image.
template <typename Visit> void forNeighbours( std::size_t pixel, int width, int height, const Visit &visit )
{
  const std::size_t column = pixel % width;
  if ( column > 0 )
    visit( pixel - 1 );
  if ( column + 1 < static_cast<std::size_t>( width ) )
    visit( pixel + 1 );
  if ( pixel >= static_cast<std::size_t>( width ) )
    visit( pixel - width );
  if ( pixel + width < static_cast<std::size_t>( width ) * height )
    visit( pixel + width );
}

} // namespace calving
