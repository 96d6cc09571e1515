#pragma once

#include <map>
#include <string>

namespace calving
{

//! Paths by file name without extension.
using RasterFiles = std::map<std::string, std::string>;

//! Whether there is a file or folder at \a path; GDAL's /vsi... paths, too.
bool pathExists( const std::string &path );

//! The .png, .tif and .tiff files in \a folder (not below); none where it is no folder. Throws Error where
//! two have one name but for the extension: which of them is meant?
RasterFiles rasterFiles( const std::string &folder );

//! Those of \a folder and of its sub-folder \a subset, of CaFFe's "train", "test", "val"; "all": every one of
//! them. Throws Error where two have one name.
RasterFiles rasterFiles( const std::string &folder, const std::string &subset );

} // namespace calving
