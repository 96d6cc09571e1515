#pragma once

#include <QVariantMap>

#include "algorithms/parameters/documentedparameter.h"
#include "model/check/checkinput.h"

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace calving
{

//! INPUT, FJORD, FOOTPRINTS and RASTERS.
DocumentedParameters checkInputParameters();

/**
 * What their values name, with the fields of frontFieldParameters(). Call it in the main thread: layers live
 * there. Throws as changeInput() and drawnShapes() do.
 */
CheckInput checkInput( const QVariantMap &parameters, QgsProcessingContext &context,
                       const QgsProcessingAlgorithm &algorithm );

} // namespace calving
