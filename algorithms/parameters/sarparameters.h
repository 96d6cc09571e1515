#pragma once

#include <qgsprocessingalgorithm.h>

#include "algorithms/qgiscompat.h"

namespace calving
{

//! The parameter \a name that takes a Sentinel-1 product, and its help.
QgsProcessingParameterDefinition *productParameter( const QString &name );
QString productHelp();

//! The parameter \a name that says what the values of a raster are (SarValues), and its help.
QgsProcessingParameterDefinition *valuesParameter( const QString &name );
QString valuesHelp();

} // namespace calving
