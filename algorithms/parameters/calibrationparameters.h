#pragma once

#include <string>
#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/sar/calibration/calibratedpicture.h"

namespace calving
{

//! The parameters INPUT, POLARISATION and ORBIT: which image of which product.
std::vector<DocumentedParameter> productParameters();
//! CALIBRATION, NOISE, NEGATIVES and BORDER_NOISE: how digital numbers turn into backscatter.
std::vector<DocumentedParameter> calibrationParameters();

//! The value of INPUT.
std::string productPath( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm );
//! The values of the other parameters.
CalibrationOptions calibrationOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                                       const QgsProcessingAlgorithm &algorithm );

} // namespace calving
