#pragma once

#include <QStringList>

class QgsMapLayer;

namespace calving
{

//! Transparent zones in their colours, and forms in which class and raster (one of \a rasters) are chosen from lists.
void styleLabelZones( QgsMapLayer &layer, const QStringList &rasters );

//! Front lines to move, and forms in which the raster is chosen.
void styleLabelFronts( QgsMapLayer &layer, const QStringList &rasters );

} // namespace calving
