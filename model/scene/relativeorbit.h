#pragma once

#include <string>

namespace calving
{

/**
 * Relative orbit (track), 1 to 175, of absolute orbit \a absolute of \a mission ("S1A" to "S1D").
 *
 * Offsets as published by ESA (SentiWiki, S1 products); S1C moved in June 2026 after its orbit 8018.
 */
int relativeOrbit( const std::string &mission, int absolute );

} // namespace calving
