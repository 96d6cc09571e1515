#pragma once

#include <string>

#include "model/change/frontchange.h"

namespace calving
{

/**
 * A map of \a change as SVG markup, with north up: what was gained and lost in all between the first and the
 * last front, the fronts from early (dark) to late (bright), box, centreline, the direction of flow and a
 * scale.
 */
std::string changeMap( const GlacierChange &change );

//! \name Colours of what was gained and lost, told apart by colour-blind eyes too.
//!@{
inline constexpr const char *gainedColour = "#2166ac";
inline constexpr const char *lostColour = "#d6604d";
//!@}

} // namespace calving
