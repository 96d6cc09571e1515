#pragma once

#include <string>

namespace calving
{

/**
 * The mission that a sensor flew on, as NSIDC-0642 names what it took images from: "Sentinel-1" for S1, S1A
 * or sentinel_1b, "Sentinel-2", "TerraSAR-X" for TSX, "TanDEM-X" for TDX.
 *
 * \a sensor: as layers of fronts write it, in any case and with any punctuation. Others stay as they are.
 */
std::string missionOf( const std::string &sensor );

} // namespace calving
