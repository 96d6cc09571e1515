#pragma once

#include <string>
#include <vector>

namespace calving
{

/**
 * The folder with the manifest.safe of the product that \a path means; in an archive "/vsizip/...".
 *
 * \a path may be the folder, its manifest.safe, a .zip with one product, or "archive.zip/folder". Throws
 * Error if there is no product or a choice to make.
 */
std::string productFolder( const std::string &path );

//! Name of the product in \a folder: without what lies before it and without ".SAFE".
std::string productName( const std::string &folder );

//! Names of the files and folders in \a folder, sorted; empty if it cannot be listed.
std::vector<std::string> filesIn( const std::string &folder );

} // namespace calving
