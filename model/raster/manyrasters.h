#pragma once

#include <string>
#include <vector>

namespace calving
{

/**
 * Names, as GDAL opens them, of the rasters in the file \a path that holds several (NetCDF, HDF5, zip), the
 * first 20. Empty where it is itself one, or nothing that is known.
 */
std::vector<std::string> rastersInside( const std::string &path );

} // namespace calving
