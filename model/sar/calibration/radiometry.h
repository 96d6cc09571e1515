#pragma once

#include <string>
#include <vector>

#include "model/sar/product/annotation.h"

namespace calving
{

//! One calibration vector: at \a line, the values at \a pixels (rising, at least two), to be interpolated
//! between.
struct CalibrationVector
{
  UtcTime azimuthTime;
  int line = 0;
  std::vector<int> pixels;
  //! A of sigma0 = DN^2 / A^2, and likewise for beta0 and gamma0 (on the ellipsoid). Greater than 0.
  std::vector<float> sigmaNought;
  std::vector<float> betaNought;
  std::vector<float> gamma;
};

//! A calibration file.
struct CalibrationData
{
  ImageHeader header;
  //! Scaling of the digital numbers at the first pixel ("dn"), which old noise values need.
  double digitalNumber = 0;
  //! In order of line; at least one.
  std::vector<CalibrationVector> vectors;
};

//! Noise power in squared digital numbers at \a line, at \a pixels (rising, at least two); 0 where nothing
//! was measured.
struct NoiseRangeVector
{
  UtcTime azimuthTime;
  int line = 0;
  std::vector<int> pixels;
  std::vector<float> values;
};

//! Factor of the noise power along the lines of a block that comes from one sub-swath; its bounds belong to
//! it.
struct NoiseAzimuthVector
{
  SwathBounds block;
  //! Rising, at least one.
  std::vector<int> lines;
  std::vector<float> values;
};

/**
 * A noise file, old format (IPF before 2.9: range only) or new (range and azimuth).
 *
 * Noise power at a pixel = range value (linear in pixel, then in line) times azimuth value (linear in line).
 */
struct NoiseData
{
  ImageHeader header;
  //! In order of line; at least one.
  std::vector<NoiseRangeVector> range;
  //! Empty in the old format.
  std::vector<NoiseAzimuthVector> azimuth;
};

//! Reads the text \a xml of such a file; \a name is for messages. Throws Error where it is not as it should
//! be.
CalibrationData parseCalibration( const std::string &xml, const std::string &name );
NoiseData parseNoise( const std::string &xml, const std::string &name );

//! Reads such a file, which may lie in an archive.
CalibrationData readCalibration( const std::string &path );
NoiseData readNoise( const std::string &path );

} // namespace calving
