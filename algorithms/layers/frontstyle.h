#pragma once

#include <QString>

class QgsProcessingContext;

namespace calving
{

/**
 * When QGIS Desktop loads \a layer, a layer of fronts, it gets a line style, and the time of its fronts for
 * the temporal controller.
 *
 * \a layer is the output's value. Does nothing where the layer will not be loaded.
 */
void styleFrontsOnLoad( QgsProcessingContext &context, const QString &layer );

//! The same for a raster of front pixels, 0 and 255: only the fronts are drawn.
void styleFrontPixelsOnLoad( QgsProcessingContext &context, const QString &layer );

} // namespace calving
