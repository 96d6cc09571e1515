#pragma once

#include <array>
#include <vector>

#include <qgsprocessingalgorithm.h>

#include "algorithms/qgiscompat.h"

namespace calving
{

//! Longitudes and latitudes (degrees) of points so dense that what covers them all covers the area between
//! them.
using AreaPoints = std::vector<std::array<double, 2>>;

//! The outline of the rectangle \a extent in \a crs; empty of an empty rectangle.
AreaPoints areaPoints( const QgsRectangle &extent, const QgsCoordinateReferenceSystem &crs,
                       const QgsProcessingContext &context );

//! The outlines of the polygons of \a area. Throws QgsProcessingException if it has none.
AreaPoints areaPoints( const QgsProcessingFeatureSource &area, const QgsProcessingContext &context );

} // namespace calving
