#include "algorithms/parameters/areaparameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/areapolygons.h"
#include "algorithms/parameters/layerparameters.h"

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

std::string areaMask( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm )
{
  return optionalRasterSource( parameters, maskKey, context, algorithm );
}

AreaOfInterest areaOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const std::string &mask )
{
  AreaOfInterest area;
  const std::unique_ptr<QgsProcessingFeatureSource> source( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( areaKey ), parameters, context ) );
  const QgsProcessingParameterDefinition *extent = algorithm.parameterDefinition( extentKey );
  area.shape.mask = mask;
  if ( source )
  {
    area.outline = areaPoints( *source, context );
    area.shape.crs = source->sourceCrs().toWkt( compat::wktForGdal ).toStdString();
    area.shape.polygons = areaPolygons( *source, area.shape.crs, context );
  }
  if ( area.outline.empty() )
    area.outline =
        areaPoints( QgsProcessingParameters::parameterAsExtent( extent, parameters, context ),
                    QgsProcessingParameters::parameterAsExtentCrs( extent, parameters, context ), context );
  if ( area.outline.empty() && !mask.empty() )
    area.outline = outlineOf( mask );
  return area;
}

} // namespace calving
