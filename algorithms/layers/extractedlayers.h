#pragma once

#include <qgscoordinatereferencesystem.h>

#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/vectoroutput.h"
#include "model/extract/extractfronts.h"
#include "model/segmenter.h"

namespace calving
{

//! The attributes that all fronts of an extraction share: scene, model, parameters.
FrontContext frontContext( const ExtractedFronts &extracted, const Segmenter &segmenter,
                           const ExtractOptions &options );

//! The ocean of an extraction as a layer of one multipolygon, or of none.
VectorContent oceanLayer( const ExtractedFronts &extracted, const QgsCoordinateReferenceSystem &crs );

} // namespace calving
