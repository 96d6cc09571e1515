#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/sar/calibration/backscatter.h"
#include "model/sar/picture/sarpicture.h"
#include "model/sar/product/product.h"

namespace calving
{

//! Longitude and latitude, degrees.
using LonLat = std::array<double, 2>;

//! What is done to a product before it is filtered and geocoded.
struct CalibrationOptions
{
  //! Empty: the first that the product has.
  std::string polarisation;
  //! Orbit file (.EOF); empty: the state vectors of the annotation.
  std::string orbitFile;
  Calibration calibration = Calibration::SigmaNought;
  bool removeNoise = true;
  NegativePolicy negatives = NegativePolicy::Zero;
  //! Only products before IPF 2.90 have border noise.
  bool removeBorderNoise = true;
  //! Points that the part wanted must cover; empty: the whole scene.
  std::vector<LonLat> area;
  //! Pixels across and along the track of the whole scene that a later step averages into one, so that the
  //! part is averaged as the whole would be. Not set: all of 2 to 6, 8, 10 and 12 will be.
  std::function<std::array<int, 2>( const RadarFrame & )> averaging;
  //! Grows while the picture is read; may be empty.
  std::shared_ptr<PixelCount> pixelCount;
};

//! Whether the processor left noise along the borders of \a image: in GRDs before IPF 2.90.
bool hasBorderNoise( const Product &product, const SarImage &image );

/**
 * Opens \a product as \a options ask: linear backscatter in radar geometry, not yet computed, with the
 * metadata of sceneMetadata(). The first stage of a chain.
 *
 * Bursts and sub-swaths of an SLC are detected and merged. Throws Error if a file is missing or damaged, the
 * polarisation is absent, the orbit file does not fit, or the area lies outside the scene.
 */
SarPicture openCalibrated( const Product &product, const CalibrationOptions &options,
                           const Feedback &feedback );

//! Tells, once the picture is read, how many of its pixels were below the thermal noise, if that was removed;
//! warns where none had data. REQUIRES: \a options have a pixelCount.
void reportPixels( const CalibrationOptions &options, const Feedback &feedback );

} // namespace calving
