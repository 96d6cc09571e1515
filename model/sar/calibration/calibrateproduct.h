#pragma once

#include <string>

#include "model/sar/calibration/calibratedpicture.h"

namespace calving
{

//! A raster of backscatter in radar geometry.
struct CalibratedRaster
{
  int width = 0;
  int height = 0;
  //! Pixels that were below the thermal noise, and all pixels.
  std::int64_t negatives = 0;
  std::int64_t pixels = 0;
};

/**
 * Calibrates the product \a input into the GeoTIFF \a output, which appears whole or not at all.
 *
 * The GeoTIFF keeps the radar's geometry: ground control points, the frame (radarframe.h) in the metadata
 * domain xml:CALVINGFRONT_RADAR, and the metadata of sceneMetadata(). \a unit is Linear or Decibel. NaN means
 * no data. Memory does not grow with the scene.
 */
CalibratedRaster calibrateProduct( const std::string &input, const CalibrationOptions &options,
                                   BackscatterUnit unit, const std::string &output,
                                   const Feedback &feedback );

} // namespace calving
