#include "algorithms/parameters/areaparameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/areapolygons.h"
#include "algorithms/parameters/keys.h"
#include "algorithms/parameters/layerparameters.h"

namespace calving
{

using namespace key;

DocumentedParameters areaParameters( const QString &help )
{
  DocumentedParameters list;
  list.emplace_back( new QgsProcessingParameterFeatureSource(
                         AREA, QObject::tr( "Area of interest" ),
                         { static_cast<int>( compat::sourceVectorPolygon ) }, QVariant(), true ),
                     help );
  list.push_back(
      DocumentedParameter(
          new QgsProcessingParameterExtent( EXTENT, QObject::tr( "Extent of interest" ), QVariant(), true ),
          QObject::tr( "The same as a rectangle, such as the extent of a layer, which is filled." ) )
          .advanced() );
  list.push_back( DocumentedParameter(
                      new QgsProcessingParameterRasterLayer( AREA_MASK, QObject::tr( "Mask of interest" ),
                                                             QVariant(), true ),
                      QObject::tr( "The same as a raster, whose pixels inside the area are neither 0 nor “no "
                                   "data”. Polygons and mask together: what lies inside both." ) )
                      .advanced() );
  return list;
}

std::string areaMask( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm )
{
  return optionalRasterSource( parameters, AREA_MASK, context, algorithm );
}

AreaOfInterest areaOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const std::string &mask )
{
  AreaOfInterest area;
  const std::unique_ptr<QgsProcessingFeatureSource> source( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( AREA ), parameters, context ) );
  const QgsProcessingParameterDefinition *extent = algorithm.parameterDefinition( EXTENT );
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
