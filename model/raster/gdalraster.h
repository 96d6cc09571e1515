#pragma once

#include <string>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "model/error.h"
#include "model/raster/rasterinput.h"

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

//! The spatial reference in traditional x, y axis order; empty WKT gives an empty reference.
OGRSpatialReference spatialReference( const std::string &wkt );

} // namespace calving
