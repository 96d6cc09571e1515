#pragma once

#include <string>

#include <qgsprocessingalgorithm.h>

class QgsFields;
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
 * What GDAL opens to read \a layer, which the parameter \a name of \a algorithm holds.
 *
 * Throws QgsProcessingException where there is no layer or GDAL does not read its provider (WMS, memory).
 */
std::string rasterSource( const QgsRasterLayer *layer, const QString &name, const QVariantMap &parameters );

//! The same for the optional parameter \a name of \a algorithm; empty where it has no value.
std::string optionalRasterSource( const QVariantMap &parameters, const QString &name,
                                  QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm );

/**
 * The index of the attribute \a name among \a fields.
 *
 * Throws QgsProcessingException, a sentence that begins with what \a layer is, lists the attributes and ends
 * with \a mend, where there is none.
 */
int requiredField( const QgsFields &fields, const QString &name, const QString &layer, const QString &mend );

} // namespace calving
