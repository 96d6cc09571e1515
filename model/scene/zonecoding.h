#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

//! Which numbers stand for not available, rock, glacier and ocean in a raster of zones.
enum class ZoneCoding
{
  //! By the values found.
  Automatic,
  //! 0 1 2 3: enum Zone, as this software writes them.
  FromZero,
  //! 1 2 3 4; 0 is not available too.
  FromOne,
  //! 0 64 127 254, as CaFFe's images; 63 is rock too.
  Grey
};

//! Class (enum Zone) of each byte under \a coding; 255 where the coding has no such byte. REQUIRES: not
//! Automatic.
std::array<std::uint8_t, 256> zoneTable( ZoneCoding coding );

/**
 * Reads band 1 of \a raster as classes of enum Zone. "No data" is not available.
 *
 * Throws Error where a value does not belong to \a coding, or, for Automatic, to none; Cancelled.
 */
RunLengthImage readZones( const RasterReader &raster, ZoneCoding coding, const Feedback &feedback );

} // namespace calving
