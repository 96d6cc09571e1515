#pragma once

#include <string>
#include <vector>

#include <QVariant>

#include "model/dataset/glacierarea.h"
#include "model/scene/listedscenes.h"

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace calving
{

//! \name What the parameters of builddataset name. Call these in the main thread: layers live there.
//! Each throws QgsProcessingException or Error, naming what cannot be used.
//!@{
/**
 * SAR rasters: of raster layers, of folders, and of the attribute \a pathField of layers of footprints, whose
 * paths may be relative to the layer's file. Files that QGIS cannot open are left to whoever reads them, to
 * say why.
 */
std::vector<RasterInput> radarRasters( const QVariant &value, const QString &pathField,
                                       QgsProcessingContext &context );
//! The same and, of \a polarisation, the scenes of STAC items (stacScenes()), as files or as the layers that
//! QGIS makes of them; and Sentinel-1 products (productsAt()), in folders and footprints, too.
ListedScenes listedScenes( const QVariant &value, const QString &pathField, const std::string &polarisation,
                           QgsProcessingContext &context );
//! Optical images: raster layers, .SAFE folders, .zip files, and folders of all of these.
std::vector<RasterInput> opticalImages( const QVariant &value, QgsProcessingContext &context );
//! The polygons of each glacier that the attribute \a nameField names.
std::vector<GlacierArea> glacierAreas( const QgsProcessingFeatureSource &source, const QString &nameField );
//!@}

} // namespace calving
