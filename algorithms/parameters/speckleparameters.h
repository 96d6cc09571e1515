#pragma once

#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/sar/speckle/specklestep.h"

namespace calving
{

//! SPECKLE, WINDOW and LOOKS; with \a forStacks, the multitemporal filter, too.
std::vector<DocumentedParameter> speckleParameters( bool forStacks );
//! Their values. The multitemporal filter is no SpeckleMethod: see isMultitemporal().
SpeckleStep speckleStep( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm );
bool isMultitemporal( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm );

} // namespace calving
