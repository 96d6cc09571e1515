#include "algorithms/parameters/extractioninputs.h"

#include <algorithm>

#include <qgsprocessingparameters.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/keys.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/shippedfiles.h"
#include "model/base/computeparameters.h"
#include "model/error.h"
#include "model/extract/extractparameters.h"

namespace calving
{

using namespace key;

namespace
{
constexpr const char *lengthKey = "MINIMUM_LENGTH";
}

DocumentedParameters extractionInputs( const QString &areaHelp )
{
  DocumentedParameters list;
  list.emplace_back(
      new QgsProcessingParameterFile(
          MODEL, QObject::tr( "Model" ), compat::fileBehavior, QString(), QVariant(), true,
          QObject::tr( "Model files (*.safetensors);;PyTorch files (*.pth *.pt *.ckpt)" ) ),
      QObject::tr( "A trained network: a file that “Train on labelled scenes” or “Import network weights” "
                   "wrote. Left empty, the "
                   "model that comes with the plugin is used." ) );
  list.emplace_back( new QgsProcessingParameterFeatureSource(
                         AREA, QObject::tr( "Area of interest" ),
                         { static_cast<int>( compat::sourceVectorPolygon ) }, QVariant(), true ),
                     areaHelp );
  return list;
}

DocumentedParameters extractionSettings()
{
  ExtractOptions standard;
  ComputeOptions compute;
  const Parameters entries = extractParameters( standard );
  DocumentedParameters list;
  const auto add = [&list]( const Parameters &parameters )
  {
    for ( const Parameter &entry : parameters )
      list.emplace_back( entry );
  };
  add( only( entries, { lengthKey } ) );
  list.push_back( DocumentedParameter(
                      new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ),
                                                     QVariant(), true ),
                      QObject::tr( "Where the scene has a position but no coordinate reference system: the "
                                   "one to assume." ) )
                      .advanced() );
  add( without( entries, { lengthKey } ) );
  add( computeParameters( compute ) );
  return list;
}

QString chosenModel( const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm )
{
  const QString chosen =
      QgsProcessingParameters::parameterAsFile( algorithm.parameterDefinition( MODEL ), parameters, context );
  const QString path = chosen.isEmpty() ? shippedModelPath( algorithm.provider() ) : chosen;
  if ( path.isEmpty() )
    throw Error(
        "No model comes with this version of the plugin. Choose a model file (parameter MODEL): train one "
        "with “Train on labelled scenes” or import one with “Import network weights”." );
  return path;
}

ExtractOptions extractOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm )
{
  ExtractOptions options;
  readParameters( extractParameters( options ), parameters, context, algorithm );
  // A smaller tile alone is no reason to refuse the default stride.
  if ( Tiling &tiling = options.segment.tiling; !parameters.value( STRIDE ).isValid() )
    tiling.stride = std::min( tiling.stride, tiling.tile );
  options.georeference.crs = textOf(
      QgsProcessingParameters::parameterAsCrs( algorithm.parameterDefinition( CRS ), parameters, context ) );
  options.area = areaPolygons( parameters, context, algorithm );
  return options;
}

} // namespace calving
