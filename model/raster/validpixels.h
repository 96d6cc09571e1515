#pragma once

#include <cstdint>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

//! One band (from 1) of \a window: NaN where the raster has no data, or a value is infinite.
std::vector<float> validValues( const RasterReader &raster, int band, const Window &window );

//! The same as bytes: 0, which is how networks see such pixels, where the raster has no data.
std::vector<std::uint8_t> validBytes( const RasterReader &raster, int band, const Window &window );

} // namespace calving
