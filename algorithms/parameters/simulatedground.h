#pragma once

#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/simulate/product/simulateproduct.h"

namespace calving
{

//! Parameters that say which product to simulate: TYPE to CENTRE; those of a given ground; the rare ones.
std::vector<DocumentedParameter> simulatedProductParameters();
std::vector<DocumentedParameter> groundParameters();
std::vector<DocumentedParameter> rareProductParameters();

//! What layers stand for, resolved in the main thread.
struct GroundLayers
{
  std::string dem;
  std::string zones;
};

GroundLayers groundLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm );

//! The values of all. Throws Error or QgsProcessingException for an area or a target that has no place.
ProductOptions productOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const GroundLayers &layers );

} // namespace calving
