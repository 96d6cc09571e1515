#pragma once

#include <vector>

#include <QVariantMap>

#include "algorithms/parameters/computeparameters.h"
#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! The ground: DEM, DEM_DATUM, GEOID, HEIGHT and FLATTEN.
std::vector<DocumentedParameter> terrainParameters();
//! The map: CRS and PIXEL_SIZE.
std::vector<DocumentedParameter> gridParameters();
//! UNIT, DB_MIN and DB_MAX; \a unit is the default (0 linear, 1 decibels, 2 bytes).
std::vector<DocumentedParameter> unitParameters( int unit );
//! OUTPUT, INCIDENCE and MASK.
std::vector<DocumentedParameter> mapOutputs();

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

//! The values of areaParameters(), terrainParameters(), gridParameters() and unitParameters().
TerrainCorrectionOptions mapOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                                     const QgsProcessingAlgorithm &algorithm, const MapLayers &layers );
BackscatterUnit unitOf( const QVariantMap &parameters, QgsProcessingContext &context,
                        const QgsProcessingAlgorithm &algorithm );
DecibelWindow decibelWindowOf( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm );

//! Where mapOutputs() go.
TerrainCorrectionOutputs outputPaths( const QVariantMap &parameters, QgsProcessingContext &context,
                                      const QgsProcessingAlgorithm &algorithm );
//! The results of an algorithm that wrote \a outputs; layers get the time of \a dateTime (ISO 8601).
QVariantMap mapResults( const TerrainCorrectionOutputs &outputs, const std::string &dateTime,
                        QgsProcessingContext &context );

} // namespace calving
