#pragma once

#include <string>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

/**
 * How zones are written: bytes as in enum Zone, with names and colours.
 *
 * 0 not available (radar shadow, or no data in the scene; also the raster's "no data" value), 1 rock, 2
 * glacier, 3 ocean and ice melange.
 */
RasterFormat zonesFormat();

//! One floating-point band from 0 to 1, NaN where there is no data.
RasterFormat confidenceFormat();

//! One floating-point band for each of \a classNames, NaN where there is no data.
RasterFormat probabilitiesFormat( const std::vector<std::string> &classNames );

} // namespace calving
