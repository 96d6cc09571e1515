#pragma once

#include <qgsfeatureiterator.h>

#include "model/geometry/drawnpolygons.h"

class QgsProcessingFeatureSource;
class QgsRectangle;

namespace calving
{

//! The features of \a source, invalid ones too: the core mends what can be mended.
QgsFeatureIterator drawnFeatures( const QgsProcessingFeatureSource &source );

//! The geometry of \a feature. REQUIRES: it has one.
WellKnownBinary shapeOf( const QgsFeature &feature );

//! Well-known text of \a crs; empty where it is none.
std::string textOf( const QgsCoordinateReferenceSystem &crs );

//! The shapes of \a area. Throws QgsProcessingException if there is none.
DrawnPolygons drawnPolygons( const QgsProcessingFeatureSource &area );

//! \a extent in \a crs, from its left to its right even where that is more than half of the Earth.
DrawnPolygons drawnRectangle( const QgsRectangle &extent, const QgsCoordinateReferenceSystem &crs );

} // namespace calving
