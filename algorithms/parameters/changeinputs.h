#pragma once

#include <QVariantMap>

#include "algorithms/parameters/documentedparameter.h"
#include "model/change/changeinput.h"

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsVectorLayer;

namespace calving
{

//! INPUT, BOX, CENTRELINE, OCEAN, THICKNESS, DATE_FIELD, GLACIER_FIELD and ERROR_FIELD.
DocumentedParameters changeInputParameters();

//! \name Of these only what says where fronts were and when: INPUT and OCEAN; DATE_FIELD and GLACIER_FIELD.
//!@{
DocumentedParameters frontInputParameters();
DocumentedParameters frontFieldParameters();
//!@}

/**
 * What their values name. Call it in the main thread: layers live there.
 *
 * Without DATE_FIELD, GLACIER_FIELD and ERROR_FIELD, the names that our own layers, TermPicks, CALFIN, NSIDC
 * and AutoTerm have for them are looked for, then the layer's name. Parameters that \a algorithm lacks are
 * left out. Throws QgsProcessingException or Error,
 * naming the layer, for what cannot be opened or holds no lines.
 */
ChangeInput changeInput( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm );

//! The layers that \a value of INPUT names, one by one; those of a folder by name. The fronts of changeInput()
//! are their features, in this order. Throws QgsProcessingException for what cannot be opened.
std::vector<QgsVectorLayer *> frontLayers( const QVariant &value, QgsProcessingContext &context );

//! The shapes of the layer that the optional parameter \a key names, which is the \a kind of layer that
//! messages name; empty where it has no value. Throws QgsProcessingException where it cannot be opened or is
//! empty.
DrawnShapes drawnShapes( const QString &key, const QString &kind, const QVariantMap &parameters,
                         QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm );

} // namespace calving
