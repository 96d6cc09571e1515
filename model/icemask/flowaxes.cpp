#include "model/icemask/flowaxes.h"

#include <algorithm>
#include <limits>

namespace calving
{

Reach FlowAxes::reachOf( const std::vector<Line> &lines ) const
{
  constexpr double far = std::numeric_limits<double>::infinity();
  Reach reach{ far, -far, far, -far };
  for ( const Line &line : lines )
    for ( const Point &point : line )
      reach = { std::min( reach.back, along( point ) ), std::max( reach.front, along( point ) ),
                std::min( reach.right, across( point ) ), std::max( reach.left, across( point ) ) };
  return reach;
}

} // namespace calving
