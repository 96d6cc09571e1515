#pragma once

#include <string>
#include <vector>

#include "model/labels/preparelabels.h"

namespace calving
{

/**
 * A GeoPackage of labels: the layer “zones” of polygons with their class (zone: rock, glacier, ocean), the name of
 * their raster (raster), glacier_name, date and source; and the layer “fronts” of lines with the same but the
 * class.
 */
namespace labelfile
{
constexpr const char *zones = "zones";
constexpr const char *fronts = "fronts";
constexpr const char *zoneField = "zone";
constexpr const char *rasterField = "raster";
} // namespace labelfile

//! The labels in the file \a path, which someone may have edited. Throws Error, naming the file and what to do,
//! where it is none of ours, or holds a class that is none or a polygon without a raster.
ZonePolygons readLabelFile( const std::string &path );

//! The lines alone; none where the file \a path cannot be read or has no such layer.
std::vector<DrawnFront> frontsInLabelFile( const std::string &path );

//! Writes a new file \a path without labels, in the coordinate reference system \a crs (WKT). Throws Error where
//! that cannot be.
void createLabelFile( const std::string &path, const std::string &crs );

/**
 * Adds \a labels to the file \a path, in one transaction: all or nothing. What is there stays, but for the zones of
 * scenes whose labels say that they replace them.
 *
 * Throws Error, with GDAL's reason, where the file cannot be written to, as while it is being edited.
 */
void addLabels( const std::string &path, const std::vector<PreparedLabels> &labels );

//! The style (QML) with which QGIS opens the layer \a layer of the file \a path; empty where there is none.
std::string layerStyle( const std::string &path, const std::string &layer );

/**
 * Makes \a qml the style with which QGIS opens the layer \a layer of the file \a path; all else stays.
 *
 * By ourselves, because QGIS 3.22 asks in a dialog before it replaces a style, at which a run without a window
 * waits for ever, and keeps a file open that is to be moved. Throws Error as addLabels() does.
 */
void setLayerStyle( const std::string &path, const std::string &layer, const std::string &qml );

} // namespace calving
