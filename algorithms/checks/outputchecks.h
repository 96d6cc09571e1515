#pragma once

#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace calving
{

/**
 * Takes optional outputs that have no name out of \a parameters.
 *
 * QGIS's dialog for many runs asks for all that may be loaded, named or not, and would then miss a layer
 * without a name after a success.
 */
void leaveOutUnnamed( QVariantMap &parameters, const QgsProcessingAlgorithm &algorithm );

/**
 * Checks of where the outputs of \a algorithm go, before any work: each throws Error, naming the output and
 * the file.
 *
 * Temporary outputs, databases and layers in memory are QGIS's own business.
 */

//! For an output that could not be written: now, not after hours of work.
void requireWritableOutputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

//! For an output that would replace an input (but the checkpoint to continue).
void requireKeptInputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                        QgsProcessingContext &context );

//! For two outputs in one file: the later would replace the earlier.
void requireDifferentOutputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

//! For a name that promises another format than the one that is written, or one that holds no geometries.
void requireFittingFormats( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

} // namespace calving
