#pragma once

#include <QVariantMap>
#include <qgslayermetadata.h>

#include "algorithms/layers/vectoroutput.h"

class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace calving
{

/**
 * What QGIS and ISO 19115 ask of a layer: what it is, where, of which dates, and how it was made.
 *
 * The history (lineage in ISO) holds the algorithm, the software's version and the time; the \a parameters of
 * the run as JSON, without outputs and passwords; then what \a content says of itself. \a output is the one
 * that the layer was made for.
 */
QgsLayerMetadata layerMetadata( const VectorContent &content, const QgsProcessingParameterDefinition &output,
                                const QVariantMap &parameters, QgsProcessingContext &context );

} // namespace calving
