#pragma once

#include <string>

#include "model/sar/product/orbitfile.h"

namespace calving
{

/**
 * The orbit file for \a request among those in \a folder, by ESA's names
 * (S1A_OPER_AUX_POEORB_OPOD_<made>_V<from>_<to>.EOF, packed or not): a precise one before a restituted one,
 * of several the one that was made last. Empty where none covers the time.
 */
std::string orbitFileIn( const std::string &folder, const OrbitRequest &request );

} // namespace calving
