#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/feedback.h"
#include "model/geometry/areamask.h"
#include "model/raster/raster.h"

namespace calving
{

//! Calls \a work for strips of whole rows, from the top, of about a million pixels each.
template <typename Work>
void forEachStrip( const RasterGrid &grid, const Feedback &feedback, const Work &work )
{
  const int rows = std::clamp( ( 1 << 20 ) / grid.width, 1, grid.height );
  for ( int top = 0; top < grid.height; top += rows )
  {
    feedback.report( static_cast<double>( top ) / grid.height );
    work( Window{ 0, top, grid.width, std::min( rows, grid.height - top ) } );
  }
  feedback.report( 1 );
}

//! The pixels of \a area, 1 inside and 0 outside, in a strip of whole rows.
inline std::vector<std::uint8_t> rowsOf( const AreaMask &area, const Window &strip )
{
  std::vector<std::uint8_t> pixels( static_cast<std::size_t>( strip.width ) * strip.height );
  for ( int row = 0; row < strip.height; ++row )
    area.pixels().copyRow( strip.y + row, pixels.data() + static_cast<std::size_t>( row ) * strip.width );
  return pixels;
}

} // namespace calving
