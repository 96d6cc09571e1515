#include "algorithms/parameters/areaparameters.h"

#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/qgiscompat.h"
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

DrawnPolygons areaPolygons( const QVariantMap &parameters, QgsProcessingContext &context,
                            const QgsProcessingAlgorithm &algorithm )
{
  const QVariant value = parameters.value( AREA );
  // Only a text can be empty; layers have none.
  if ( !value.isValid() || ( value.type() == QVariant::String && value.toString().isEmpty() ) )
    return {};
  const std::unique_ptr<QgsProcessingFeatureSource> source( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( AREA ), parameters, context ) );
  if ( !source )
    throw QgsProcessingException( QObject::tr( "The layer AREA cannot be opened: %1" )
                                      .arg( value.type() == QVariant::String ? value.toString() : AREA ) );
  return drawnPolygons( *source );
}

RasterInput areaMask( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm )
{
  return optionalRasterInput( parameters, AREA_MASK, context, algorithm );
}

namespace
{

//! The extent of interest; empty where none is given. Throws Error where it has no area, or \a isDrawn says
//! that there are polygons, too.
DrawnPolygons extentOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                                const QgsProcessingAlgorithm &algorithm, bool isDrawn )
{
  const QVariant value = parameters.value( EXTENT );
  if ( !value.isValid() || ( value.type() == QVariant::String && value.toString().isEmpty() ) )
    return {};
  const QgsProcessingParameterDefinition *extent = algorithm.parameterDefinition( EXTENT );
  const QgsRectangle rectangle = QgsProcessingParameters::parameterAsExtent( extent, parameters, context );
  if ( rectangle.isEmpty() )
    throw QgsProcessingException(
        QObject::tr( "The rectangle of EXTENT has no area. Give another, or leave it empty." ) );
  if ( isDrawn )
    throw QgsProcessingException(
        QObject::tr( "Both AREA and EXTENT say what to cut out. Leave one of them empty." ) );
  return drawnRectangle( rectangle,
                         QgsProcessingParameters::parameterAsExtentCrs( extent, parameters, context ) );
}

} // namespace

AreaOfInterest areaOfInterest( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const RasterInput &mask )
{
  AreaOfInterest area;
  area.shape.mask = mask;
  area.shape.polygons = areaPolygons( parameters, context, algorithm );
  const DrawnPolygons extent =
      extentOfInterest( parameters, context, algorithm, !area.shape.polygons.isEmpty() );
  if ( !area.shape.polygons.isEmpty() )
    area.outline = outlineOf( area.shape.polygons );
  else if ( !extent.isEmpty() )
    area.outline = outlineOf( extent );
  else if ( !mask.isEmpty() )
    area.outline = outlineOf( mask );
  return area;
}

} // namespace calving
