#pragma once

#include <QVariantMap>

#include "algorithms/layers/vectoroutput.h"
#include "algorithms/parameters/documentedparameter.h"

class QgsProcessingAlgorithm;

namespace calving
{

//! APPEND: whether a layer of fronts is added to.
DocumentedParameter appendParameter();

//! What it says.
OldFeatures oldFeatures( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm );

} // namespace calving
