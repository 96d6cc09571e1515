#pragma once

#include <array>
#include <vector>

#include <qgsprocessingalgorithm.h>

#include "algorithms/qgiscompat.h"

namespace calving
{

//! The parameter \a name that takes a Sentinel-1 product, and its help.
QgsProcessingParameterDefinition *productParameter( const QString &name );
QString productHelp();

//! The parameter \a name that says what the values of a raster are (SarValues), and its help.
QgsProcessingParameterDefinition *valuesParameter( const QString &name );
QString valuesHelp();

//! Longitudes and latitudes (degrees) of points so dense that what covers them all covers the area between
//! them.
using AreaPoints = std::vector<std::array<double, 2>>;

//! The outline of the rectangle \a extent in \a crs; empty of an empty rectangle.
AreaPoints areaPoints( const QgsRectangle &extent, const QgsCoordinateReferenceSystem &crs,
                       const QgsProcessingContext &context );

//! The outlines of the polygons of \a area. Throws QgsProcessingException if it has none.
AreaPoints areaPoints( const QgsProcessingFeatureSource &area, const QgsProcessingContext &context );

} // namespace calving
