#pragma once

#include "model/geometry/drawnpolygons.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

/**
 * The pixels of a grid whose centres lie inside polygons: where fronts count.
 */
class AreaMask
{
public:
  //! Rasterises \a area. Throws Error as polygonsOn() does, and where it covers no pixel of \a grid.
  AreaMask( const RasterGrid &grid, const DrawnPolygons &area );
  //! The same of polygons in the coordinates of \a grid.
  AreaMask( const RasterGrid &grid, const std::vector<MapPolygon> &area );

  //! 1 inside, 0 outside, on the grid.
  const RunLengthImage &pixels() const { return mPixels; }

private:
  RunLengthImage mPixels;
};

} // namespace calving
