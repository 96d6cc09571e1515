#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <ogr_geometry.h>

#include "model/geometry/mappolygon.h"

namespace calving
{

//! \a polygon for GDAL.
std::unique_ptr<OGRPolygon> ogrPolygon( const MapPolygon &polygon );

//! The rings of \a polygon, whose arcs become edges that stay within a ten-thousandth of their radius.
MapPolygon ringsOf( const OGRCurvePolygon &polygon );

//! Calls \a work for each polygon in \a geometry: itself, those of a collection, the faces of a surface.
void forEachPolygon( const OGRGeometry &geometry,
                     const std::function<void( const OGRCurvePolygon & )> &work );

//! All polygons in \a geometry (see forEachPolygon()) with their rings.
std::vector<MapPolygon> polygonsIn( const OGRGeometry &geometry );

} // namespace calving
