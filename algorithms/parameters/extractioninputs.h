#pragma once

#include <QVariantMap>
#include <qgsprocessingalgorithm.h>

#include "algorithms/parameters/documentedparameter.h"
#include "model/extract/extractfronts.h"

namespace calving
{

//! \name What the extractions of one scene and of a series share.
//!@{
//! MODEL and AREA.
DocumentedParameters extractionInputs( const QString &areaHelp );
//! MINIMUM_LENGTH, CRS, all others of extractParameters(), and where the network runs.
DocumentedParameters extractionSettings();

//! The model file to use: MODEL, else the one in the box. Throws Error where there is neither.
QString chosenModel( const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm );
//! The values of these parameters. For the main thread. Throws as readParameters() and areaPolygons() do.
ExtractOptions extractOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm );
//!@}

} // namespace calving
