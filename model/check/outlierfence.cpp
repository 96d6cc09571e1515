#include "model/check/outlierfence.h"

#include <algorithm>
#include <cmath>

#include "model/base/quantile.h"

namespace calving
{

Fence outlierFence( const std::vector<double> &values, double whiskers, double least )
{
  std::vector<double> sorted;
  std::copy_if( values.begin(), values.end(), std::back_inserter( sorted ),
                []( double value ) { return std::isfinite( value ); } );
  if ( sorted.size() < fewestForFence )
    return {};
  std::sort( sorted.begin(), sorted.end() );
  const double first = quantileOfSorted( sorted, 0.25 );
  const double median = quantileOfSorted( sorted, 0.5 );
  const double third = quantileOfSorted( sorted, 0.75 );
  const double reach = whiskers * ( third - first );
  return { std::min( first - reach, median - least ), std::max( third + reach, median + least ) };
}

} // namespace calving
