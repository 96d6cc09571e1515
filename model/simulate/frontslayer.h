#pragma once

#include <string>
#include <vector>

#include "model/simulate/simulatedfronts.h"

namespace calving
{

/**
 * Writes fronts as a GeoPackage layer "fronts" in the reference system \a crs (WKT).
 *
 * Attributes: glacier_name, date (a date), sensor, length_m. Throws Error if the file cannot be written.
 */
void writeFrontsLayer( const std::string &path, const std::string &crs,
                       const std::vector<SimulatedFront> &fronts );

} // namespace calving
