#include "algorithms/parameters/mapparameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/loadedlayers.h"
#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/keys.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

DocumentedParameters terrainModelParameters()
{
  DocumentedParameters list;
  list.emplace_back(
      new QgsProcessingParameterRasterLayer( DEM, QObject::tr( "Terrain model" ), QVariant(), true ),
      QObject::tr(
          "Heights in metres, any raster with a coordinate reference system. Where it has none, the "
          "sea is: nothing is masked. Empty: the constant height below, which puts a place that lies "
          "100 m higher or lower about 150 m aside." ) );
  TerrainCorrectionOptions standard = mapDefaults();
  for ( const Parameter &entry : terrainParameters( standard ) )
    list.emplace_back( entry );
  return list;
}

DocumentedParameters gridParameters()
{
  DocumentedParameters list;
  list.emplace_back(
      new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ), QVariant(), true ),
      QObject::tr(
          "Projected. Empty: polar stereographic, EPSG:3413 north of 60° and EPSG:3031 south of -60°; UTM "
          "between." ) );
  MapOptions standard;
  list.emplace_back( pixelSizeParameter( standard ) );
  return list;
}

DocumentedParameters mapOutputs()
{
  DocumentedParameters list;
  list.emplace_back(
      new QgsProcessingParameterRasterDestination( OUTPUT, QObject::tr( "Map" ) ),
      QObject::tr( "A Cloud-Optimised GeoTIFF that records sensor, orbit, time and every step." ) );
  list.emplace_back( new QgsProcessingParameterRasterDestination(
                         INCIDENCE, QObject::tr( "Local incidence angle" ), QVariant(), true, false ),
                     QObject::tr( "Degrees between the line of sight and the normal of the terrain." ) );
  list.emplace_back( new QgsProcessingParameterRasterDestination( MASK, QObject::tr( "Layover and shadow" ),
                                                                  QVariant(), true, false ),
                     QObject::tr( "1 visible, 2 layover, 3 shadow, 4 both, 0 outside the scene." ) );
  return list;
}

QString mapAreaHelp()
{
  return QObject::tr(
      "The result is the rectangle around these polygons; pixels whose centres lie outside have no "
      "data. Empty: all of the scene." );
}

MapLayers mapLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm )
{
  return { optionalRasterInput( parameters, DEM, context, algorithm ),
           areaMask( parameters, context, algorithm ) };
}

TerrainCorrectionOptions mapOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                                     const QgsProcessingAlgorithm &algorithm, const MapLayers &layers )
{
  TerrainCorrectionOptions options = mapDefaults();
  readParameters( joined( { terrainParameters( options ),
                            { pixelSizeParameter( options.map ) },
                            unitParameters( options.unit, options.window ) } ),
                  parameters, context, algorithm );
  const QgsCoordinateReferenceSystem crs =
      QgsProcessingParameters::parameterAsCrs( algorithm.parameterDefinition( CRS ), parameters, context );
  if ( crs.isValid() )
    options.map.crs = crs.toWkt( compat::wktForGdal ).toStdString();
  options.terrain.dem = layers.dem;
  const AreaOfInterest area = areaOfInterest( parameters, context, algorithm, layers.areaMask );
  options.map.area = area.outline;
  options.inside = area.shape;
  return options;
}

TerrainCorrectionOutputs outputPaths( const QVariantMap &parameters, QgsProcessingContext &context,
                                      const QgsProcessingAlgorithm &algorithm )
{
  const auto path = [&]( const QString &key )
  {
    return QgsProcessingParameters::parameterAsOutputLayer( algorithm.parameterDefinition( key ), parameters,
                                                            context )
        .toStdString();
  };
  return { path( OUTPUT ), path( INCIDENCE ), path( MASK ) };
}

QVariantMap mapResults( const TerrainCorrectionOutputs &outputs, QgsProcessingContext &context )
{
  QVariantMap results;
  std::vector<LoadedLayer> layers;
  const auto add = [&]( const QString &key, const std::string &path, const QString &content )
  {
    if ( path.empty() )
      return;
    results[key] = QString::fromStdString( path );
    layers.push_back( { QString::fromStdString( path ), content, nullptr } );
  };
  add( OUTPUT, outputs.backscatter, QObject::tr( "Backscatter" ) );
  add( INCIDENCE, outputs.incidence, QObject::tr( "Incidence angle" ) );
  add( MASK, outputs.mask, QObject::tr( "Layover and shadow" ) );
  showRadarOnLoad( context, layers );
  return results;
}

} // namespace calving
