#include "algorithms/parameters/readparameters.h"

#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include "model/base/parametertext.h"

namespace calving
{

void readParameters( const Parameters &entries, const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm )
{
  using Values = QgsProcessingParameters;
  for ( const Parameter &entry : entries )
  {
    const QString key = QString::fromLatin1( entry.key );
    const QgsProcessingParameterDefinition *definition = algorithm.parameterDefinition( key );
    const bool writes = std::holds_alternative<OutputKind>( entry.kind );
    if ( !writes && !parameters.value( key ).isValid() )
      continue;
    // As text, QGIS keeps each digit of a number.
    const QString value = writes ? Values::parameterAsFileOutput( definition, parameters, context )
                          : std::holds_alternative<FileKind>( entry.kind )
                              ? Values::parameterAsFile( definition, parameters, context )
                              : Values::parameterAsString( definition, parameters, context );
    setFromText( entry, value.toStdString() );
  }
}

} // namespace calving
