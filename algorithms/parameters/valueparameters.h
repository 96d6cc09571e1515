#pragma once

#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! VALUES, DB_MIN and DB_MAX: what the values of a scene are, and which become black and white.
std::vector<DocumentedParameter> valueParameters();
//! NETWORK_PIXEL_SIZE: the side of the pixels that a network sees; what it is by default, \a standard says.
DocumentedParameter networkPixelParameter( const QString &standard );
//! Its value in metres; 0 where it has none.
double networkPixelMetres( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm );

//! The values of valueParameters().
ValueOptions valueOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm );

} // namespace calving
