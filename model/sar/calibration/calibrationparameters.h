#pragma once

#include "model/base/parameter.h"
#include "model/sar/calibration/calibratedpicture.h"

namespace calving
{

//! POLARISATION and ORBIT: which image of a product, and where it was taken from.
Parameters imageParameters( CalibrationOptions &options );
//! CALIBRATION, NOISE, NEGATIVES and BORDER_NOISE: how digital numbers turn into backscatter.
Parameters calibrationParameters( CalibrationOptions &options );

} // namespace calving
