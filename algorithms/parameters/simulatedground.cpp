#include "algorithms/parameters/simulatedground.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/keys.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/sceneplace.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/simulate/product/productparameters.h"

namespace calving
{

using namespace key;

namespace
{

DocumentedParameter layer( const QString &key, const QString &label, int type, const QString &help )
{
  return { new QgsProcessingParameterFeatureSource( key, label, { type }, QVariant(), true ), help };
}

DocumentedParameter raster( const QString &key, const QString &label, const QString &help )
{
  return { new QgsProcessingParameterRasterLayer( key, label, QVariant(), true ), help };
}

Parameters heightParameters( TerrainOptions &terrain )
{
  return { datumParameter( terrain.datum, shown( "The vertical datum." ) ),
           geoidParameter( terrain.geoidFile ) };
}

std::vector<PointTarget> targetsOf( const QgsProcessingFeatureSource &source, double crossSection,
                                    const QgsProcessingContext &context )
{
  const QgsCoordinateTransform toDegrees( source.sourceCrs(),
                                          QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
                                          context.transformContext() );
  std::vector<PointTarget> targets;
  QgsFeatureIterator features = source.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    const QgsGeometry geometry = feature.geometry();
    for ( auto vertex = geometry.vertices_begin(); vertex != geometry.vertices_end(); ++vertex )
    {
      const QgsPoint point = *vertex;
      const QgsPointXY place = toDegrees.transform( QgsPointXY( point.x(), point.y() ) );
      targets.push_back( { place.x(), place.y(), point.is3D() ? point.z() : 0, crossSection } );
    }
  }
  return targets;
}

} // namespace

DocumentedParameters groundParameters()
{
  DocumentedParameters list;
  list.push_back( raster(
      DEM, QObject::tr( "Terrain model" ),
      QObject::tr(
          "Heights in metres to use instead of a simulated landscape; beyond them, and where they are "
          "missing, is the sea. The product shows them whole." ) ) );
  GivenGround standard;
  for ( const Parameter &entry : heightParameters( standard.terrain ) )
    list.emplace_back( entry );
  list.push_back( raster(
      ZONES, QObject::tr( "Zones" ),
      QObject::tr(
          "Rock, glacier and ocean as 64 127 254, 1 2 3 or 2 3 4, to use instead of a simulated landscape. "
          "They "
          "scatter -11, -10 and -18 dB at the incidence angle below. Without them a given terrain model "
          "is rock, and ocean below 0.5 m." ) ) );
  list.emplace_back( sigma0Parameter( standard ) );
  list.push_back( layer( AREA, QObject::tr( "Area" ), static_cast<int>( compat::sourceVectorPolygon ),
                         QObject::tr( "The product shows the ground around these polygons. Empty: all of "
                                      "it." ) ) );
  list.push_back( layer( TARGETS, QObject::tr( "Corner reflectors" ),
                         static_cast<int>( compat::sourceVectorPoint ),
                         QObject::tr( "Points that shine brightly. Their third coordinate is the height "
                                      "above the ellipsoid; without one it is 0." ) ) );
  return list;
}

GroundLayers groundLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm )
{
  return { optionalRasterInput( parameters, DEM, context, algorithm ),
           optionalRasterInput( parameters, ZONES, context, algorithm ) };
}

ProductOptions productOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const GroundLayers &layers )
{
  ProductOptions options = productDefaults();
  double targetPower = standardTargetPower;
  readParameters( joined( { productParameters( options ),
                            heightParameters( options.ground.terrain ),
                            { sigma0Parameter( options.ground ) },
                            rareProductParameters( options, targetPower ) } ),
                  parameters, context, algorithm );
  readPlace( options.scene, parameters, context, algorithm );
  options.ground.terrain.dem = layers.dem;
  options.ground.zones = layers.zones;
  if ( const DrawnPolygons area = areaPolygons( parameters, context, algorithm ); !area.isEmpty() )
    options.area = outlineOf( area );
  const std::unique_ptr<QgsProcessingFeatureSource> targets( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( TARGETS ), parameters, context ) );
  if ( targets )
    options.targets = targetsOf( *targets, targetPower, context );
  return options;
}

} // namespace calving
