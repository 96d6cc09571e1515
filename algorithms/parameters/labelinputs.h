#pragma once

#include <QString>
#include <QVariant>

#include "model/feedback.h"
#include "model/labels/drawnlabels.h"

class QgsProcessingContext;

namespace calving
{

/**
 * The labels that \a value, of a FrontsParameter, names: layers of polygons with their class in the field \a
 * zoneField and the name of their raster in \a rasterField (empty: they name none), rasters of zones, and
 * folders of these. None for no value.
 *
 * Call it in the main thread: layers live there. Throws QgsProcessingException or Error, naming what cannot
 * be used: as zonePolygons() and rasterInput() do, and for polygons in two coordinate reference systems.
 */
DrawnLabels drawnLabels( const QVariant &value, const QString &zoneField, const QString &rasterField,
                         QgsProcessingContext &context, const Feedback &feedback );

} // namespace calving
