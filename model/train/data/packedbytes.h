#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/modelfile/tensorfile.h"
#include "model/raster/tilegrid.h"

namespace calving
{

//! The name of image number \a number of a packed data set.
std::string packedKey( const char *kind, int number );

//! Bytes as a tensor of \a shape.
StoredTensor packedBytes( const std::vector<std::uint8_t> &values, const std::vector<std::int64_t> &shape );

//! \a window of each channel of \a tensor, [height, width] or [channels, height, width].
std::vector<std::uint8_t> windowOf( const StoredTensor &tensor, const Window &window );

//! True where \a tensor holds bytes in \a dimensions dimensions.
bool isPackedImage( const StoredTensor &tensor, std::size_t dimensions );

} // namespace calving
