#pragma once

#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

//! Side in pixels of the square that must be 0 throughout.
constexpr int zeroSquare = 16;

//! What must be known to tell which zeros of \a window, of a raster of \a width x \a height, fill squares.
Window zeroSurroundings( const Window &window, int width, int height );

/**
 * The pixels of \a window, row by row, that lie in a square of zeros.
 *
 * \a values are those of \a around, which is zeroSurroundings() of \a window; what lies beyond is outside the
 * raster, and counts as 0. The result of a part of the window is the same.
 */
std::vector<bool> zeroAreas( const std::vector<float> &values, const Window &around, const Window &window );

} // namespace calving
