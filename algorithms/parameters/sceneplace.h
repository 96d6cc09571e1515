#pragma once

#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

//! Parameters that say which scene to simulate; those of every day, and the rare ones.
std::vector<DocumentedParameter> sceneParameters();
std::vector<DocumentedParameter> rareSceneParameters();

//! The values of both. Throws Error for a date that is none; ranges are checked by the simulation.
SceneOptions sceneOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm );

} // namespace calving
