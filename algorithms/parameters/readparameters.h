#pragma once

#include <QVariantMap>

#include "model/base/parameter.h"

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace calving
{

/**
 * Sets the options of \a entries to what \a parameters, the values of a run of \a algorithm, say; those that
 * say nothing stay as they are.
 *
 * Throws Error, naming the parameter, the value and what may be given, for any that is not understood or out
 * of range. REQUIRES: \a algorithm has all of them.
 */
void readParameters( const Parameters &entries, const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm );

} // namespace calving
