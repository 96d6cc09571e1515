#pragma once

#include <string>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"

namespace calving
{

//! GLACIER: the name of the glacier that fronts get.
DocumentedParameter glacierParameter();
//! Its value; empty where it has none.
std::string givenGlacier( const QVariantMap &parameters, QgsProcessingContext &context,
                          const QgsProcessingAlgorithm &algorithm );

} // namespace calving
