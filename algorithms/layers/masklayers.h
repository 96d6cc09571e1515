#pragma once

#include "algorithms/layers/vectoroutput.h"
#include "model/icemask/icemasks.h"

class QgsMapLayer;

namespace calving
{

//! The ice of each front as a multi-polygon with OfficialN, ImageID and, as text, Date: the names that ISSM,
//! CALFIN and TermPicks have for them, short enough for a Shapefile.
VectorContent closedFronts( const IceMaskResult &masks );

//! Shows ice_mask of a mesh layer of masks, at the time that QGIS shows, else the first.
void styleMasks( QgsMapLayer &layer );

/**
 * Asks QGIS Desktop to load the NetCDF file \a path of masks as a mesh layer, whose times the temporal
 * controller goes through; rasters of several times have but one in QGIS before 3.38. Nothing happens
 * without a project.
 */
void showMasksOnLoad( QgsProcessingContext &context, const QString &path, const std::string &glacier );

} // namespace calving
