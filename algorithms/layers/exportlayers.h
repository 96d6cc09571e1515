#pragma once

#include "algorithms/layers/vectoroutput.h"
#include "model/export/exportfronts.h"

namespace calving
{

//! \name The lines, or the closed polygons, of \a exported as a layer with the fields of \a schema.
//!@{
VectorContent exportedLines( const ExportedFronts &exported, ExportSchema schema );
VectorContent exportedPolygons( const ExportedFronts &exported, ExportSchema schema );
//!@}

} // namespace calving
