#pragma once

#include <QString>

class QgsProcessingContext;

namespace calving
{

/**
 * When QGIS Desktop loads the raster \a layer, zones as we write them, it gets a colour and a name per class.
 *
 * \a dateTime, in ISO 8601 and UTC, becomes the layer's time for the temporal controller; a day alone lasts
 * from midnight to midnight, and empty text gives no time. Does nothing where the layer will not be loaded.
 */
void styleZonesOnLoad( QgsProcessingContext &context, const QString &layer, const QString &dateTime );

//! The same for any other raster of a scene: its time only.
void dateRasterOnLoad( QgsProcessingContext &context, const QString &layer, const QString &dateTime );

} // namespace calving
