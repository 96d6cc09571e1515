#pragma once

#include <string>

#include <qgsprocessingalgorithm.h>

#include "algorithms/parameters/documentedparameter.h"
#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! The ground: DEM and terrainParameters().
DocumentedParameters terrainModelParameters();
//! The map: CRS and PIXEL_SIZE.
DocumentedParameters gridParameters();
//! OUTPUT, INCIDENCE and MASK.
DocumentedParameters mapOutputs();

//! What layers stand for, resolved in the main thread.
struct MapLayers
{
  std::string dem;
  std::string areaMask;
};

//! Help for AREA of what makes maps.
QString mapAreaHelp();

MapLayers mapLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm );

//! The values of areaParameters(), terrainModelParameters(), gridParameters() and unitParameters().
TerrainCorrectionOptions mapOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                                     const QgsProcessingAlgorithm &algorithm, const MapLayers &layers );

//! Where mapOutputs() go.
TerrainCorrectionOutputs outputPaths( const QVariantMap &parameters, QgsProcessingContext &context,
                                      const QgsProcessingAlgorithm &algorithm );
//! The results of an algorithm that wrote \a outputs; see showRadarOnLoad() for their layers.
QVariantMap mapResults( const TerrainCorrectionOutputs &outputs, QgsProcessingContext &context );

} // namespace calving
