#pragma once

#include <qgsprocessingalgorithm.h>

#include "model/raster/rasterinput.h"

class QgsMapLayer;
class QgsRasterLayer;

namespace calving
{

/**
 * What \a value of a parameter says of layers: layers, and texts such as paths, each by itself. Empty for no
 * value.
 *
 * The one place that takes lists apart: those of Python, and texts set apart by ";" as qgis_process has them.
 */
QVariantList layerEntries( const QVariant &value );
//! The layer of one of them; null where there is none.
QgsMapLayer *layerOfEntry( const QVariant &entry, QgsProcessingContext &context );

/**
 * What the core opens to read \a layer, which the parameter \a name holds: its source with open options, and
 * what the user set in QGIS, a coordinate reference system and values that stand for "no data".
 *
 * Throws QgsProcessingException where there is no layer or GDAL does not read its provider (WMS, memory).
 */
RasterInput rasterInput( const QgsRasterLayer *layer, const QString &name, const QVariantMap &parameters );

//! The same for each raster of the list that the optional parameter \a name holds; the sentence names the one
//! that cannot be opened.
std::vector<RasterInput> rasterInputs( const QVariantMap &parameters, const QString &name,
                                       QgsProcessingContext &context );

//! The same for the optional parameter \a name of \a algorithm; empty where it has no value.
RasterInput optionalRasterInput( const QVariantMap &parameters, const QString &name,
                                 QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm );

} // namespace calving
