#include "model/geometry/defaultcrs.h"

#include <algorithm>
#include <cmath>

namespace calving
{

std::string defaultCrs( double longitude, double latitude )
{
  if ( latitude >= 60 )
    return "EPSG:3413";
  if ( latitude <= -60 )
    return "EPSG:3031";
  const int zone = std::clamp( static_cast<int>( std::floor( longitude / 6 ) ) + 31, 1, 60 );
  return "EPSG:" + std::to_string( ( latitude >= 0 ? 32600 : 32700 ) + zone );
}

} // namespace calving
