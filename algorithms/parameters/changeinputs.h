#pragma once

#include <QVariantMap>

#include "algorithms/parameters/documentedparameter.h"
#include "model/change/changeinput.h"

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace calving
{

//! INPUT, BOX, CENTRELINE, OCEAN, THICKNESS, DATE_FIELD, GLACIER_FIELD and ERROR_FIELD.
DocumentedParameters changeInputParameters();

/**
 * What their values name. Call it in the main thread: layers live there.
 *
 * Without DATE_FIELD, GLACIER_FIELD and ERROR_FIELD, the names that our own layers, TermPicks, CALFIN, NSIDC
 * and AutoTerm have for them are looked for, then the layer's name. Throws QgsProcessingException or Error,
 * naming the layer, for what cannot be opened or holds no lines.
 */
ChangeInput changeInput( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm );

} // namespace calving
