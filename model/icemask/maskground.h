#pragma once

#include <functional>

#include "model/icemask/glacierfjords.h"
#include "model/icemask/maskslice.h"

namespace calving
{

//! What of the map \a grid is land and water, by the rock, catchment and walls of \a input and its \a fjords.
//! Throws Error as polygonsOn() does. \a poll is called often, and may throw.
MaskGround maskGround( const IceMaskInput &input, const std::vector<CutFjords> &fjords,
                       const RasterGrid &grid, const std::function<void()> &poll );

} // namespace calving
