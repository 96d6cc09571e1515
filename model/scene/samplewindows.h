#pragma once

#include <vector>

#include "model/raster/raster.h"

namespace calving
{

//! Small windows spread over \a reader, in which sampleValues() looks.
std::vector<Window> sampleWindows( const RasterReader &reader );

} // namespace calving
