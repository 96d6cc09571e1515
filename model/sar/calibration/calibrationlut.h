#pragma once

#include <vector>

#include "model/sar/calibration/radiometry.h"
#include "model/sar/product/linetimes.h"

namespace calving
{

//! What backscatter is related to.
enum class Calibration
{
  SigmaNought, //!< the ground
  BetaNought,  //!< the slant plane
  GammaNought  //!< the plane across the line of sight, on the ellipsoid
};

/**
 * The calibration factors A of an image, for backscatter = power / A^2.
 *
 * Bilinear between the vectors' values, as SNAP, GDAL and xarray-sentinel do; before the first and after the
 * last vector the nearest one holds. Immutable: threads may share it.
 */
class CalibrationLut
{
public:
  /**
   * For an image as \a annotation describes it. The factors of a GRD lie at the vectors' lines; those of an
   * SLC at their times, because its lines overlap from burst to burst.
   */
  CalibrationLut( const CalibrationData &data, Calibration calibration, const Annotation &annotation );

  //! Writes the factors of the pixels \a x to \a x + \a count - 1 of \a line (of the measurement) to \a
  //! factors.
  void row( int line, int x, int count, float *factors ) const;

private:
  LineTimes mTimes;
  UtcTime mOrigin;
  //! For each vector: where it lies, and its factor for every pixel.
  std::vector<double> mPositions;
  std::vector<std::vector<float>> mFactors;
};

} // namespace calving
