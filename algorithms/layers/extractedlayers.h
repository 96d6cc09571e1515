#pragma once

#include <qgscoordinatereferencesystem.h>

#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/vectoroutput.h"
#include "model/extract/extractfronts.h"
#include "model/segmenter.h"
#include "model/series/extractseries.h"

namespace calving
{

//! The attributes that all fronts of an extraction share: scene, model, parameters.
FrontContext frontContext( const ExtractedFronts &extracted, const Segmenter &segmenter,
                           const ExtractOptions &options );

//! The same of the fronts of one scene of a series.
FrontContext frontContext( const SeriesFronts &fronts, const Segmenter &segmenter,
                           const SeriesRequest &request );

//! The ocean of an extraction as a layer of one multipolygon, or of none.
VectorContent oceanLayer( const ExtractedFronts &extracted, const QgsCoordinateReferenceSystem &crs );

} // namespace calving
