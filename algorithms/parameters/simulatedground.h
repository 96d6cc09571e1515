#pragma once

#include <string>

#include <qgsprocessingalgorithm.h>

#include "algorithms/parameters/documentedparameter.h"
#include "model/simulate/product/simulateproduct.h"

namespace calving
{

//! The ground that a product shows instead of a simulated landscape: DEM, DEM_DATUM, GEOID, ZONES, SIGMA0,
//! AREA and TARGETS.
DocumentedParameters groundParameters();

//! What layers stand for, resolved in the main thread.
struct GroundLayers
{
  std::string dem;
  std::string zones;
};

GroundLayers groundLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm );

//! What targets shine with where nobody says so: dB of a m².
constexpr double standardTargetPower = 60;

//! The values of all parameters of a product, and of where it lies. Throws Error or QgsProcessingException
//! for an area or a target that has no place.
ProductOptions productOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const GroundLayers &layers );

} // namespace calving
