#pragma once

#include <array>
#include <memory>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

/**
 * Where each pixel of \a grid lies on another raster: positions in pixels of \a other of the centres of \a
 * row; not-a-number where there is no way.
 *
 * For many rows of one pair of grids.
 */
class PixelPlaces
{
public:
  //! Throws Error where there is no way between the coordinate reference systems. Those of rasters without
  //! one are alike.
  PixelPlaces( const RasterGrid &grid, const RasterGrid &other );
  ~PixelPlaces();

  //! x and y, each with an entry for each column.
  std::array<std::vector<double>, 2> ofRow( int row ) const;

private:
  RasterGrid mGrid;
  RasterGrid mOther;
  std::unique_ptr<const class MapTransform> mWay;
};

} // namespace calving
