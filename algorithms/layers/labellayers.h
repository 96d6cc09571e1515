#pragma once

#include <QString>
#include <QStringList>

#include "model/geometry/zonepolygons.h"
#include "model/labels/frontarchive.h"

class QgsMapLayer;
class QgsProcessingFeatureSource;

namespace calving
{

/**
 * The lines of \a source with their dates, glaciers and authors (see dateOfAttributes()).
 *
 * Warns of lines without a date and of points, which count for nothing. Throws Error, naming the layer and
 * its attributes, where no line has one, and where the layer holds no lines.
 */
FrontArchive frontArchive( const QgsProcessingFeatureSource &source, const Feedback &feedback );

//! The lines of the label file of which \a zones is the layer of polygons, for the check before a training;
//! none where it is another layer.
std::vector<DrawnFront> frontsBeside( const QgsMapLayer *zones );

//! What QGIS opens for one layer of the label file \a path: "x.gpkg|layername=zones".
QString labelLayer( const QString &path, const char *layer );

/**
 * Stores colours and forms in the label file \a path, so that whoever opens it has them. In a file that has
 * some only the list of \a rasters is brought up to date.
 *
 * Throws Error where the file does not take them.
 */
void storeLabelStyles( const QString &path, const QStringList &rasters );

} // namespace calving
