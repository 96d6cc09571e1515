#include "model/modelfile/modelcard.h"

#include <tuple>

#include "model/error.h"

namespace calving
{

bool operator==( const TyrionSize &a, const TyrionSize &b )
{
  return std::tie( a.embedDimension, a.depths, a.heads, a.windowSize, a.classes ) ==
         std::tie( b.embedDimension, b.depths, b.heads, b.windowSize, b.classes );
}

// Group normalisation has 32 groups, so every width is a multiple of 32; heads are 32 wide, as published.
TyrionSize tyrionSize( const std::string &name )
{
  if ( name == "tyrion" )
    return {};
  if ( name == "small" )
    return { 64, { 2, 2, 2, 2 }, { 2, 4, 8, 16 }, 8, 4 };
  if ( name == "tiny" )
    return { 32, { 2, 2, 2, 2 }, { 1, 2, 4, 8 }, 8, 4 };
  throw Error( "There is no network size '" + name + "'. Choose tyrion, small or tiny." );
}

} // namespace calving
