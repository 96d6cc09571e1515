#pragma once

#include <array>
#include <string>

#include "model/raster/raster.h"

namespace calving
{

//! What the user says of a raster that does not say where it lies.
struct Georeference
{
  //! WKT of a coordinate reference system; counts where the raster has none.
  std::string crs;
  //! Side of a pixel in metres; counts where the raster has no coordinate reference system. 0: not given.
  double pixelSizeMetres = 0;
};

//! Where a scene lies, and how large its pixels are.
struct SceneGrid
{
  RasterGrid grid;
  //! Side lengths of a pixel in metres (x, y).
  std::array<double, 2> pixelSizeMetres{};
  //! Whether the raster has no coordinate reference system of its own, so that the given one counts.
  bool crsGiven = false;
};

/**
 * The grid of \a scene.
 *
 * A scene without any georeference gets pixel coordinates: x = column, y = -row, as QGIS shows it.
 * Throws Error, saying which parameter to set, where the size of a pixel cannot be known.
 */
SceneGrid sceneGrid( const RasterReader &scene, const Georeference &georeference );

//! The size in pixels at which a network sees a scene.
struct WorkingSize
{
  int width = 0;
  int height = 0;
  bool resampled = false;
  //! Side lengths of such a pixel in metres (x, y).
  std::array<double, 2> pixelSizeMetres{};
};

/**
 * The size that brings the scene's pixels to \a modelPixelMetres, or the scene's own size.
 *
 * Resamples where a side of the pixels differs from the model's by more than 25 % (ratio above 1.25 or below
 * 1 / 1.25). Where the model names no pixel size (0): only where the pixels are longer than wide, or wider
 * than long, by more than that; then to squares of the same area. Throws Error if the resampled scene would
 * be larger than GDAL's limit for one side.
 */
WorkingSize workingSize( const SceneGrid &scene, double modelPixelMetres );

} // namespace calving
