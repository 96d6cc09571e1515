#pragma once

#include <string>

#include <ogr_spatialref.h>

#include "model/error.h"

//! What reading and writing rasters with GDAL have in common.
namespace calving
{

//! \a sentence, and GDAL's reason where it gave one.
Error gdalError( const std::string &sentence );
//! The same of a raster that cannot be written, and what to do.
Error rasterWriteError( const std::string &sentence );

//! The spatial reference in traditional x, y axis order; empty WKT gives an empty reference.
OGRSpatialReference spatialReference( const std::string &wkt );

} // namespace calving
