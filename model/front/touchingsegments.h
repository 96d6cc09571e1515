#pragma once

#include <cstddef>
#include <vector>

#include "model/front/smoothlines.h"

namespace calving
{

//! The piece of a line between two of its points.
struct SegmentOfLine
{
  std::size_t line;
  //! Number of its first point.
  std::size_t first;
};

//! Segments of \a lines that come nearer than 0.02 pixels to one they share no point with, or that fold back
//! on the next.
std::vector<SegmentOfLine> touchingSegments( const std::vector<PixelLine> &lines );

} // namespace calving
