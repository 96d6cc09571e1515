#pragma once

#include <QString>
#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace calving
{

//! Throws Error, naming it, where an input is a pipe or a device, at which QGIS would wait for ever.
void requireRegularInputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

/**
 * Gives \a context the layers that inputs name as GDAL does, /vsizip/scenes.zip/scene.tif or
 * NETCDF:"scene.nc":Sigma0: QGIS opens such layers, but not from a text in Processing.
 */
void openNamedByGdal( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context );

/**
 * Why QGIS takes no layer from what one of the inputs of \a algorithm names: the file and what to do, in a
 * sentence.
 *
 * Empty where every input that names something names a layer. Asks QGIS itself, so that nothing is refused
 * that QGIS opens.
 */
QString unopenedLayer( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                       QgsProcessingContext &context );

/**
 * Why QGIS refuses the value of one of the parameters of \a algorithm: the value and what may be given, in a
 * sentence. Empty where it refuses none.
 */
QString refusedValue( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context );

/**
 * The sentence on the first number, band or switch of \a algorithm whose value QGIS would misread: a text in
 * a number, 0,5, a fraction of a whole number, a word other than yes or no. Empty where there is none.
 */
QString misreadValue( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );
//! Throws Error with that sentence.
void requireUnderstood( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

//! Throws Error, naming it, where a folder is to be given that is none.
void requireFolders( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

//! Throws Error, naming it, for a coordinate reference system that QGIS does not know: it would pass for
//! none.
void requireKnownCrs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context );

} // namespace calving
