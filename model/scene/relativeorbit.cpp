#include "model/scene/relativeorbit.h"

namespace calving
{

int relativeOrbit( const std::string &mission, int absolute )
{
  int offset = 73;
  if ( mission == "S1B" )
    offset = 27;
  else if ( mission == "S1C" )
    offset = absolute <= 8018 ? 172 : 99;
  else if ( mission == "S1D" )
    offset = 42;
  return ( ( absolute - offset ) % 175 + 175 ) % 175 + 1;
}

} // namespace calving
