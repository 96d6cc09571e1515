#pragma once

#include <string>

#include <QVariantMap>

#include "algorithms/layers/areapoints.h"
#include "algorithms/parameters/documentedparameter.h"
#include "model/sar/terrain/areashape.h"

namespace calving
{

//! AREA, EXTENT and AREA_MASK: an area of interest as layer, rectangle or raster. \a help tells of AREA.
DocumentedParameters areaParameters( const QString &help );

//! What GDAL opens to read AREA_MASK; empty where there is none. For the main thread.
std::string areaMask( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm );

//! An area of interest; both are empty where none was given.
struct AreaOfInterest
{
  //! What the result must cover.
  AreaPoints outline;
  //! Outside this, a map has no data. A rectangle is filled.
  AreaShape shape;
};

//! The values of areaParameters(), where \a mask is that of areaMask().
AreaOfInterest areaOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const std::string &mask );

} // namespace calving
