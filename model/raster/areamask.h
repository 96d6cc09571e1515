#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

/**
 * The pixels of a grid whose centres lie inside polygons: where fronts count.
 */
class AreaMask
{
public:
  /**
   * Rasterises \a polygons, each well-known binary of a (multi)polygon in the coordinate system of \a grid.
   *
   * Throws Error if one is damaged or not a polygon, or if none touches the grid.
   */
  AreaMask( const RasterGrid &grid, const std::vector<std::vector<std::uint8_t>> &polygons );

  //! 1 inside, 0 outside, on the grid.
  const RunLengthImage &pixels() const { return mPixels; }

private:
  RunLengthImage mPixels;
};

} // namespace calving
