#pragma once

#include <cstdint>
#include <vector>

#include "model/geometry/mappolygon.h"
#include "model/raster/raster.h"

namespace calving
{

//! How finely a pixel is looked at: 8 x 8 points, at the middles of as many squares, a bit for each, row by
//! row from the upper left.
inline constexpr int pixelPoints = 8;
inline constexpr int pointsPerPixel = pixelPoints * pixelPoints;
using PixelPoints = std::uint64_t;

//! For each pixel of \a grid, row by row, the points that lie in \a polygons (coordinates of the grid).
std::vector<PixelPoints> coverageOf( const RasterGrid &grid, const std::vector<MapPolygon> &polygons );

//! How many of 64 points are set.
inline int countOf( PixelPoints points )
{
  int count = 0;
  for ( ; points; points &= points - 1 )
    ++count;
  return count;
}

} // namespace calving
