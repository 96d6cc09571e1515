#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>

namespace calving
{

//! Which numbers stand for not available, rock, glacier and ocean in a raster of zones.
enum class ZoneCoding
{
  //! By the names of the raster's classes, else by the numbers found: see ZoneSurvey.
  Automatic,
  //! 0 1 2 3: enum Zone, as this software writes them.
  FromZero,
  //! 1 2 3 4; 0 is not available too.
  FromOne,
  //! 0 64 127 254, as CaFFe's images; 63 is rock too.
  Grey
};

//! Codes that some pixels have.
using ZoneCodes = std::bitset<256>;

//! Class (enum Zone) of each code; noZone where it stands for none.
using ZoneTable = std::array<std::uint8_t, 256>;
constexpr std::uint8_t noZone = 255;

//! The table of \a coding. REQUIRES: not Automatic.
ZoneTable zoneTable( ZoneCoding coding );

//! Whether any of \a codes is ocean by \a table.
bool holdsOcean( const ZoneCodes &codes, const ZoneTable &table );

//! The first of \a codes that \a table lacks; none where it has all.
std::optional<int> unknownCode( const ZoneCodes &codes, const ZoneTable &table );

} // namespace calving
