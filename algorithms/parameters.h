#pragma once

#include <string>

#include <qgsprocessingalgorithm.h>

class QgsRasterLayer;

namespace calving
{

/**
 * What GDAL opens to read \a layer, which the parameter \a name of \a algorithm holds.
 *
 * Throws QgsProcessingException where there is no layer or GDAL does not read its provider (WMS, memory).
 */
std::string rasterSource( const QgsRasterLayer *layer, const QString &name, const QVariantMap &parameters );

} // namespace calving
