#pragma once

#include <array>
#include <vector>

#include <QVariantMap>
#include <qgsprocessingalgorithm.h>

#include "algorithms/parameters/documentedparameter.h"
#include "model/sar/terrain/areashape.h"

namespace calving
{

//! AREA, EXTENT and AREA_MASK: an area of interest as layer, rectangle or raster. \a help tells of AREA.
DocumentedParameters areaParameters( const QString &help );

//! The polygons of AREA, however an algorithm declares it; empty where it has no value. Throws
//! QgsProcessingException where they cannot be read.
DrawnPolygons areaPolygons( const QVariantMap &parameters, QgsProcessingContext &context,
                            const QgsProcessingAlgorithm &algorithm );

//! AREA_MASK; empty where there is none. For the main thread.
RasterInput areaMask( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm );

//! An area of interest; both are empty where none was given.
struct AreaOfInterest
{
  //! Longitudes and latitudes (degrees) of points that the result must cover.
  std::vector<std::array<double, 2>> outline;
  //! Outside this, a map has no data. A rectangle is filled.
  AreaShape shape;
};

//! The values of areaParameters(), where \a mask is that of areaMask().
AreaOfInterest areaOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const RasterInput &mask );

} // namespace calving
