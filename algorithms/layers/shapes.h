#pragma once

#include <array>
#include <vector>

#include <qgsgeometry.h>

#include "model/geometry/mappolygon.h"

namespace calving
{

//! \name What the core calculates, as QGIS has it.
//!@{
QgsGeometry multiPolygonOf( const std::vector<MapPolygon> &polygons );
QgsGeometry multiLineOf( const std::vector<std::vector<std::array<double, 2>>> &lines );
//!@}

} // namespace calving
