#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace calving
{

/**
 * Class 0..3 (see Zone) of a code in a zones raster; empty where it stands for no class.
 *
 * CaFFe writes 0, 64 (also 63), 127, 254; others 1, 2, 3, 4. The two codings share no code, so files need no
 * mark.
 */
std::optional<std::uint8_t> zoneOfCode( int code );

//! Class of a name as people write it ("glacier", "Rock", "ocean", "N/A", ...) or of a code as text.
std::optional<std::uint8_t> zoneNamed( const std::string &text );

} // namespace calving
