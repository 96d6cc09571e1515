#pragma once

#include <string>

namespace calving
{

/**
 * Throws Error, naming it, if \a path, what GDAL's name of it leads to (GTIFF_DIR:1:/dev/zero,
 * /vsigzip//dev/zero, /vsistdin/) or a source of the virtual raster there is a pipe, a device or a socket:
 * see requireRegularFile(). Of virtual rasters the first megabyte is looked at.
 */
void requireRegularRaster( const std::string &path );

} // namespace calving
