#include "model/check/lengthratio.h"

#include <algorithm>

#include "model/base/quantile.h"

namespace calving
{

std::vector<double> lengthRatios( const std::vector<double> &lengths )
{
  constexpr std::ptrdiff_t reach = 10;
  const auto count = static_cast<std::ptrdiff_t>( lengths.size() );
  std::vector<double> ratios;
  for ( std::ptrdiff_t i = 0; i < count; ++i )
  {
    std::vector<double> others( lengths.begin() + std::max<std::ptrdiff_t>( 0, i - reach ),
                                lengths.begin() + i );
    others.insert( others.end(), lengths.begin() + i + 1,
                   lengths.begin() + std::min( count, i + 1 + reach ) );
    ratios.push_back( lengths[i] / quantile( others, 0.5 ) );
  }
  return ratios;
}

} // namespace calving
