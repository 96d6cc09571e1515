#pragma once

#include <array>
#include <memory>
#include <vector>

#include "model/geometry/drawnpolygons.h"
#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/groundgrid.h"

namespace calving
{

//! An area of interest to the pixel. Where both are given, both must hold.
struct AreaShape
{
  //! Empty: no restriction.
  DrawnPolygons polygons;
  //! A raster that is neither 0 nor "no data" inside the area; empty: no restriction.
  RasterInput mask;

  bool isEmpty() const { return polygons.isEmpty() && mask.isEmpty(); }
};

/**
 * 1 at the pixels of \a grid whose centres lie inside \a shape, else 0.
 *
 * Throws Error if a polygon (see polygonsOn()) or the raster cannot be used, or if no pixel lies inside the
 * polygons. REQUIRES: \a shape is not empty.
 */
std::shared_ptr<const BlockSource> insideOf( const AreaShape &shape, const RasterGrid &grid );

//! \a source where \a inside is not 0, elsewhere \a outside; what lies outside is not read.
std::shared_ptr<const BlockSource> keptInside( std::shared_ptr<const BlockSource> source,
                                               std::shared_ptr<const BlockSource> inside, float outside );

/**
 * Longitudes and latitudes (degrees) around all pixels of the raster \a mask that are neither 0 nor "no
 * data", so dense that what covers them all covers the area.
 *
 * Throws Error if it cannot be read, does not say where it lies, has no such pixel, reaches where there is no
 * way to degrees, or holds what nothing says of whether it is data (requireClearMask()).
 */
std::vector<std::array<double, 2>> outlineOf( const RasterInput &mask );

} // namespace calving
