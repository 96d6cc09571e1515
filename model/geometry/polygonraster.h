#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/geometry/mappolygon.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * Polygons as a raster: a pixel whose centre lies inside one has its value, of several the last one's, else
 * 0.
 *
 * Rasterised window by window, so that memory does not grow with the grid. Threads may read at once.
 */
class PolygonRaster
{
public:
  explicit PolygonRaster( const RasterGrid &grid );
  ~PolygonRaster();
  PolygonRaster( PolygonRaster && ) noexcept;
  PolygonRaster &operator=( PolygonRaster && ) noexcept;

  //! Adds polygons in the coordinates of the grid. Those that do not touch its rectangle are left out.
  void add( const std::vector<MapPolygon> &polygons, std::uint8_t value );
  //! Whether no polygon touches the grid's rectangle.
  bool isEmpty() const { return mShapes.empty(); }
  //! The pixels of \a window, row by row.
  std::vector<std::uint8_t> read( const Window &window ) const;

private:
  struct Shape;
  RasterGrid mGrid;
  std::vector<Shape> mShapes;
};

} // namespace calving
