#pragma once

#include <QVariantMap>
#include <qgsprocessingalgorithm.h>

#include "algorithms/parameters/documentedparameter.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

//! CRS and CENTRE: where a simulated scene lies.
DocumentedParameters placeParameters();
//! Puts their values into \a options.
void readPlace( SceneOptions &options, const QVariantMap &parameters, QgsProcessingContext &context,
                const QgsProcessingAlgorithm &algorithm );

} // namespace calving
