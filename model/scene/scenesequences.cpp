#include "model/scene/scenesequences.h"

#include <algorithm>
#include <numeric>

namespace calving
{

std::vector<std::vector<int>> sequencesOf( const std::vector<double> &days, int frames )
{
  std::vector<int> order( days.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::stable_sort( order.begin(), order.end(), [&]( int a, int b ) { return days[a] < days[b]; } );
  const int count = static_cast<int>( order.size() );
  const int length = std::min( count, frames );
  std::vector<std::vector<int>> sequences;
  for ( int begin = 0; begin < count; begin += length )
  {
    const auto first = order.begin() + std::min( begin, count - length );
    sequences.emplace_back( first, first + length );
  }
  return sequences;
}

} // namespace calving
