#pragma once

#include <string>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "model/error.h"
#include "model/raster/rasterinput.h"
#include "model/raster/tilegrid.h"

//! What reading and writing rasters with GDAL have in common.
namespace calving
{

//! \a sentence, and GDAL's reason where it gave one.
Error gdalError( const std::string &sentence );
//! The same of a raster that cannot be written, and what to do.
Error rasterWriteError( const std::string &sentence );

//! Opens \a input with its open options; its coordinate reference system and "no data" are the caller's to
//! heed (RasterReader does). Throws Error if GDAL cannot, or if its blocks are too large for the memory.
GDALDatasetUniquePtr openRaster( const RasterInput &input );

//! Throws Error, naming the raster \a path, where a block of \a band, which GDAL reads as a whole, takes more
//! than half a gigabyte.
void requireSmallBlocks( GDALRasterBand &band, const std::string &path );

//! Values of \a window of a \a band of the raster \a path as \a type, row by row, to \a values. Throws Error,
//! naming the raster, where GDAL cannot read them.
void readPixels( GDALRasterBand &band, const std::string &path, const Window &window, GDALDataType type,
                 void *values );

//! The system of \a crs ("EPSG:3413", well-known text, PROJ string) in traditional x, y axis order; an empty
//! one where that is empty or unknown.
OGRSpatialReference spatialReference( const std::string &crs );

//! \a reference in the text of 2019's standard; empty where there is none.
std::string wellKnownText( const OGRSpatialReference &reference );

} // namespace calving
