#pragma once

#include <QString>

#include "model/feedback.h"
#include "model/train/data/polygonscenes.h"

class QgsFeatureSource;

namespace calving
{

/**
 * The polygons of \a source with their classes from the field \a zoneField (names or codes) and, where \a
 * rasterField is not empty, the names of the rasters they belong to.
 *
 * What codes mean, all of them together decide (ZoneSurvey), with a warning where that is in doubt. Throws
 * Error, naming the feature, for a class that is none, and where no polygon is ocean.
 */
ZonePolygons zonePolygons( const QgsFeatureSource &source, const QString &zoneField,
                           const QString &rasterField, const Feedback &feedback );

} // namespace calving
