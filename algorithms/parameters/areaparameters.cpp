#include "algorithms/parameters/areaparameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/qgiscompat.h"

namespace calving
{

namespace
{

const QString areaKey = QStringLiteral( "AREA" );
const QString extentKey = QStringLiteral( "EXTENT" );
const QString maskKey = QStringLiteral( "AREA_MASK" );

using Parameter = std::unique_ptr<QgsProcessingParameterDefinition>;

} // namespace

std::vector<DocumentedParameter> areaParameters( const QString &help )
{
  std::vector<DocumentedParameter> list;
  list.emplace_back( std::make_unique<QgsProcessingParameterFeatureSource>(
                         areaKey, QObject::tr( "Area of interest" ),
                         QList<int>{ static_cast<int>( compat::sourceVectorPolygon ) }, QVariant(), true ),
                     help );
  list.emplace_back(
      advanced( std::make_unique<QgsProcessingParameterExtent>(
          extentKey, QObject::tr( "Extent of interest" ), QVariant(), true ) ),
      QObject::tr( "The same as a rectangle, such as the extent of a layer, which is filled." ) );
  list.emplace_back( advanced( std::make_unique<QgsProcessingParameterRasterLayer>(
                         maskKey, QObject::tr( "Mask of interest" ), QVariant(), true ) ),
                     QObject::tr( "The same as a raster, whose pixels inside the area are neither 0 nor “no "
                                  "data”. Polygons and mask together: what lies inside both." ) );
  return list;
}

RasterInput areaMask( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm )
{
  return optionalRasterInput( parameters, maskKey, context, algorithm );
}

AreaOfInterest areaOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const RasterInput &mask )
{
  AreaOfInterest area;
  area.shape.mask = mask;
  const std::unique_ptr<QgsProcessingFeatureSource> source( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( areaKey ), parameters, context ) );
  const QgsProcessingParameterDefinition *extent = algorithm.parameterDefinition( extentKey );
  const QgsRectangle rectangle = QgsProcessingParameters::parameterAsExtent( extent, parameters, context );
  if ( source )
  {
    area.shape.polygons = drawnPolygons( *source );
    area.outline = outlineOf( area.shape.polygons );
  }
  else if ( !rectangle.isEmpty() )
    area.outline = outlineOf( drawnRectangle(
        rectangle, QgsProcessingParameters::parameterAsExtentCrs( extent, parameters, context ) ) );
  else if ( !mask.isEmpty() )
    area.outline = outlineOf( mask );
  return area;
}

} // namespace calving
