#pragma once

#include <string>
#include <vector>

#include "model/change/glacierplane.h"
#include "model/icemask/icemaskoptions.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * The system of the map, as well-known text: that of \a options, else defaultCrs() at \a place (coordinates
 * of \a plane, on which fronts are); empty where nobody knows where the fronts are.
 *
 * Throws Error for one that is not in metres, and for a system where that of the fronts is not known.
 */
std::string maskCrs( const IceMaskOptions &options, const GlacierPlane &plane, const Point &place );

/**
 * The grid in the system \a crs that holds the extent of \a options; without one, \a fronts (lines on the
 * map) and a quarter of their extent, ten pixels at least, on each side.
 *
 * Throws Error where fronts lie outside, and a sentence that says how large it would be for more than
 * 200,000 pixels a side.
 */
RasterGrid maskGrid( const IceMaskOptions &options, const std::string &crs, const std::vector<Line> &fronts );

//! Throws Error, a sentence that says how large the masks would be, where the memory of a usual computer
//! would not do for \a fjords, or the masks of so many \a times are larger than any disk.
void requireSensibleSize( const RasterGrid &grid, std::size_t fjords, std::size_t times );

} // namespace calving
