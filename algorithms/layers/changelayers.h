#pragma once

#include "algorithms/layers/vectoroutput.h"
#include "model/change/changetable.h"

namespace calving
{

//! The table of all fronts; \a shapefile: with its names of ten letters, times as text.
VectorContent changeLayer( const std::vector<GlacierChange> &changes, bool shapefile );

//! The table of months; empty where there is no thickness.
VectorContent monthLayer( const std::vector<GlacierChange> &changes, bool shapefile );

/**
 * What was gained and lost between two fronts each, as polygons in the system of the fronts, or in WGS 84
 * where glaciers have several: glacier_name, change ("gained", "lost"), start_date and end_date, area_m2.
 */
VectorContent changePolygons( const std::vector<GlacierChange> &changes, bool shapefile );

} // namespace calving
