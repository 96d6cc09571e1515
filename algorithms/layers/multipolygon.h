#pragma once

#include <vector>

#include <qgsgeometry.h>

#include "model/geometry/mappolygon.h"

namespace calving
{

//! \a polygons as one multi-polygon of QGIS.
QgsGeometry multiPolygonOf( const std::vector<MapPolygon> &polygons );

} // namespace calving
