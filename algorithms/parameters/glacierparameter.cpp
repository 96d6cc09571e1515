#include "algorithms/parameters/glacierparameter.h"

#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>

namespace calving
{

namespace
{
const QString GLACIER = QStringLiteral( "GLACIER" );
}

DocumentedParameter glacierParameter()
{
  return {
      std::make_unique<QgsProcessingParameterString>( GLACIER, QObject::tr( "Glacier" ), QVariant(), false,
                                                      true ),
      QObject::tr( "Its name, for the attribute glacier_name. Empty: what the raster's metadata say, or a "
                   "name that you gave the file; names of products hold none." ) };
}

std::string givenGlacier( const QVariantMap &parameters, QgsProcessingContext &context,
                          const QgsProcessingAlgorithm &algorithm )
{
  return QgsProcessingParameters::parameterAsString( algorithm.parameterDefinition( GLACIER ), parameters,
                                                     context )
      .trimmed()
      .toStdString();
}

} // namespace calving
