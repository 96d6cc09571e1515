#pragma once

#include <QString>

#include "model/train/data/polygonscenes.h"

class QgsProcessingFeatureSource;

namespace calving
{

/**
 * The polygons of \a source with their classes from the field \a zoneField (names or codes) and, where \a
 * rasterField is not empty, the names of the rasters they belong to.
 *
 * Throws Error, naming the feature, for a class that is none.
 */
ZonePolygons zonePolygons( const QgsProcessingFeatureSource &source, const QString &zoneField,
                           const QString &rasterField );

} // namespace calving
