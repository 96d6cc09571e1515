#pragma once

#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! VALUES, DB_MIN and DB_MAX: what the values of a scene are, and which become black and white.
std::vector<DocumentedParameter> valueParameters();
//! Their values.
ValueOptions valueOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm );

} // namespace calving
