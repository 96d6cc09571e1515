#include "algorithms/parameters/appendparameter.h"

#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/keys.h"

namespace calving
{

using namespace key;

DocumentedParameter appendParameter()
{
  return DocumentedParameter(
             new QgsProcessingParameterBoolean( APPEND, QObject::tr( "Add to the layer" ), false ),
             QObject::tr( "Fronts that the output holds already stay, and the new ones are added; for layers of "
                          "GeoPackages and tables of PostgreSQL, into which several processes may write at once. "
                          "Without it, they are replaced." ) )
      .advanced();
}

OldFeatures oldFeatures( const QVariantMap &parameters, QgsProcessingContext &context,
                         const QgsProcessingAlgorithm &algorithm )
{
  return QgsProcessingParameters::parameterAsBoolean( algorithm.parameterDefinition( APPEND ), parameters, context )
             ? OldFeatures::Kept
             : OldFeatures::Replaced;
}

} // namespace calving
