#pragma once

#include <cstdint>
#include <string>

#include "model/sar/calibration/calibratedpicture.h"
#include "model/sar/speckle/specklestep.h"
#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! All that is decided about a product on its way to a map.
struct PreprocessOptions
{
  //! Its area is that of the map: leave it empty. Flattening takes beta nought, whatever is chosen here.
  CalibrationOptions calibration;
  SpeckleStep speckle;
  TerrainCorrectionOptions correction;
};

//! What came out.
struct PreprocessResult
{
  TerrainCorrectionResult correction;
  //! See PixelCount.
  std::int64_t negatives = 0;
  std::int64_t pixels = 0;
};

/**
 * From the product \a input as downloaded to maps: calibration, noise removal, speckle filter, terrain
 * correction and scaling in one stream, without a file between them.
 *
 * Outputs appear together at the end or not at all. Throws what the
 * steps throw.
 */
PreprocessResult preprocess( const std::string &input, const PreprocessOptions &options,
                             const TerrainCorrectionOutputs &outputs, const Feedback &feedback );

} // namespace calving
