#include "algorithms/parameters/speckleparameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include "algorithms/qgiscompat.h"

namespace calving
{

namespace
{

const QString speckleKey = QStringLiteral( "SPECKLE" );
const QString windowKey = QStringLiteral( "WINDOW" );
const QString looksKey = QStringLiteral( "LOOKS" );

//! Behind those of SpeckleMethod in the list.
constexpr int multilookIndex = 9;
constexpr int multitemporalIndex = 10;
constexpr int leeIndex = 3;

int methodOf( const QVariantMap &parameters, QgsProcessingContext &context,
              const QgsProcessingAlgorithm &algorithm )
{
  return QgsProcessingParameters::parameterAsEnum( algorithm.parameterDefinition( speckleKey ), parameters,
                                                   context );
}

} // namespace

std::vector<DocumentedParameter> speckleParameters( bool forStacks )
{
  QStringList methods{ QObject::tr( "None" ),      QObject::tr( "Boxcar" ),    QObject::tr( "Median" ),
                       QObject::tr( "Lee" ),       QObject::tr( "Kuan" ),      QObject::tr( "Refined Lee" ),
                       QObject::tr( "Lee sigma" ), QObject::tr( "Gamma-MAP" ), QObject::tr( "Frost" ),
                       QObject::tr( "Multilook" ) };
  if ( forStacks )
    methods << QObject::tr( "Multitemporal (Quegan and Yu)" );
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      std::make_unique<QgsProcessingParameterEnum>( speckleKey, QObject::tr( "Speckle filter" ), methods,
                                                    false, leeIndex ),
      QObject::tr(
          "Lee keeps edges and is fast. Refined Lee follows edges. Multilook averages squares of pixels "
          "into one, which makes pixels larger." ) );
  list.emplace_back( std::make_unique<QgsProcessingParameterNumber>( windowKey, QObject::tr( "Window" ),
                                                                     compat::numberInteger, 7, false, 1, 31 ),
                     QObject::tr( "Side of the filter's window in pixels, odd; of the square, for multilook. "
                                  "Refined Lee always takes 7." ) );
  list.emplace_back(
      std::make_unique<QgsProcessingParameterNumber>( looksKey, QObject::tr( "Looks" ), compat::numberDouble,
                                                      4.4, false, 0.1 ),
      QObject::tr( "Equivalent number of looks of the scene: 4.4 for IW GRD of high resolution, about "
                   "10.7 for EW GRD of medium, 1 for SLC." ) );
  return list;
}

SpeckleStep speckleStep( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm )
{
  const int method = methodOf( parameters, context, algorithm );
  SpeckleStep step;
  step.filter.window = QgsProcessingParameters::parameterAsInt( algorithm.parameterDefinition( windowKey ),
                                                                parameters, context );
  step.filter.looks = QgsProcessingParameters::parameterAsDouble( algorithm.parameterDefinition( looksKey ),
                                                                  parameters, context );
  step.filter.method = method < multilookIndex ? static_cast<SpeckleMethod>( method ) : SpeckleMethod::None;
  if ( method == multilookIndex )
    step.multilook = step.filter.window;
  return step;
}

bool isMultitemporal( const QVariantMap &parameters, QgsProcessingContext &context,
                      const QgsProcessingAlgorithm &algorithm )
{
  return methodOf( parameters, context, algorithm ) == multitemporalIndex;
}

} // namespace calving
