#include "algorithms/saralgorithm.h"

namespace calving
{

QString SarAlgorithm::group() const
{
  return QObject::tr( "SAR preprocessing" );
}

} // namespace calving
