#pragma once

#include <string>

namespace calving
{

/**
 * Throws Error, naming it, if \a path is a pipe, a device or a socket: reading one may wait for ever or never
 * end.
 *
 * For all that is opened for reading. Folders, and paths that name nothing in the file system, such as GDAL's
 * virtual ones, are left to whoever opens them.
 */
void requireRegularFile( const std::string &path );

} // namespace calving
