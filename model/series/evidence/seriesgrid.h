#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/geometry/drawnpolygons.h"
#include "model/scene/scenegrid.h"

namespace calving
{

//! Where a scene of a series lies.
struct SceneFootprint
{
  SceneGrid scene;
  //! Its pixels as the network sees them.
  RasterGrid network;
};

//! The pixels on which a series is estimated.
struct SeriesGrid
{
  RasterGrid grid;
  //! Sides (x, y).
  std::array<double, 2> pixelMetres{};
};

//! The footprint of a scene at \a place, for a network that wants pixels of \a pixelMetres; as it is unless
//! \a resample.
SceneFootprint footprintOf( const SceneGrid &place, double pixelMetres, bool resample );

/**
 * Stands for a scene of which nobody knows yet where it ends, on a map of \a crs; empty: the default one of
 * the place of \a area. \a pixelMetres: as in footprintOf(); 0: those of a usual map of Sentinel-1. Throws
 * Error, asking for AREA, where that is empty.
 */
SceneFootprint boundless( const DrawnPolygons &area, const std::string &crs, double pixelMetres );

/**
 * The box of a fjord that a series of scenes shows.
 *
 * On the map of most scenes, with north up, and with pixels as the network sees them: of several sizes the
 * median, on the lines of the first such scene, so that scenes on one grid keep their pixels. The box is the
 * rectangle around \a area or, where that is empty, that of the typical scene: the median of each edge.
 * \a unitMetres: as in seriesPixelMetres(). Throws Error where area and scenes do not overlap, and where the
 * box has more than 2^28 pixels. REQUIRES: at least one scene.
 */
SeriesGrid seriesGrid( const std::vector<SceneFootprint> &scenes, const DrawnPolygons &area,
                       double unitMetres );

//! Sides in metres (x, y) of the pixels of a series on \a grid; \a unitMetres: of a unit of pixel
//! coordinates, where there is no coordinate reference system.
std::array<double, 2> seriesPixelMetres( const RasterGrid &grid, double unitMetres );

//! Whether the rectangle around \a outline and that of \a grid overlap, both in the coordinates of \a grid.
bool reaches( const RasterGrid &grid, const std::vector<std::array<double, 2>> &outline );

} // namespace calving
