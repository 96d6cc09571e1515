#include "algorithms/parameters/sceneplace.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/keys.h"

namespace calving
{

using namespace key;

DocumentedParameters placeParameters()
{
  DocumentedParameters list;
  list.emplace_back(
      new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ),
                                     QString::fromStdString( SceneOptions().crs ), true ),
      QObject::tr( "Any projected system; by default the polar stereographic one of Greenland." ) );
  list.emplace_back(
      new QgsProcessingParameterPoint( CENTRE, QObject::tr( "Middle of the scene" ), QVariant(), true ),
      QObject::tr( "Where the scene lies. By default a glacier coast where the system is meant to be used: "
                   "Uummannaq, the Antarctic Peninsula, Svalbard or Alaska." ) );
  return list;
}

void readPlace( SceneOptions &options, const QVariantMap &parameters, QgsProcessingContext &context,
                const QgsProcessingAlgorithm &algorithm )
{
  using Values = QgsProcessingParameters;
  QgsCoordinateReferenceSystem crs =
      Values::parameterAsCrs( algorithm.parameterDefinition( CRS ), parameters, context );
  if ( !crs.isValid() && parameters.value( CRS ).toString().isEmpty() )
    crs = QgsCoordinateReferenceSystem( QString::fromStdString( SceneOptions().crs ) );
  options.crs = crs.toWkt( compat::wktForGdal ).toStdString();
  const QVariant given = parameters.value( CENTRE );
  if ( !given.isValid() || ( given.type() == QVariant::String && given.toString().trimmed().isEmpty() ) )
    return;
  const QgsPointXY centre =
      Values::parameterAsPoint( algorithm.parameterDefinition( CENTRE ), parameters, context, crs );
  options.centre = { { centre.x(), centre.y() } };
}

} // namespace calving
