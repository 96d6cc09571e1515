#include "algorithms/saralgorithm.h"

#include <qgsprocessingparameters.h>

namespace calving
{

QString SarAlgorithm::group() const
{
  return QObject::tr( "SAR preprocessing" );
}

void SarAlgorithm::add( std::vector<DocumentedParameter> parameters )
{
  for ( DocumentedParameter &parameter : parameters )
    add( parameter.first.release(), parameter.second );
}

} // namespace calving
