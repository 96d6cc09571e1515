#include "model/base/quantile.h"

#include <algorithm>

namespace calving
{

double quantile( std::vector<double> values, double fraction )
{
  std::sort( values.begin(), values.end() );
  return quantileOfSorted( values, fraction );
}

} // namespace calving
