#pragma once

#include <string>

#include "model/sar/calibration/radiometry.h"
#include "model/simulate/product/producttype.h"

namespace calving
{

/**
 * The calibration of the image that \a annotation describes: beta0 of one factor, sigma0 and gamma0 on the
 * ellipsoid.
 */
CalibrationData simulatedCalibration( const Annotation &annotation );

/**
 * Its thermal noise, in the format of IPF 2.9 and later.
 *
 * The mean is that of backscatter \a noiseFloorDb. Towards the edges of sub-swaths and, in modes that sweep
 * the antenna, of bursts it rises by half.
 */
NoiseData simulatedNoise( const Annotation &annotation, const CalibrationData &calibration,
                          const ProductType &type, double noiseFloorDb );

} // namespace calving
