#include "model/modelfile/modelcard.h"

#include <tuple>

#include "model/error.h"

namespace calving
{

bool operator==( const TyrionSize &a, const TyrionSize &b )
{
  const auto all = []( const TyrionSize &s )
  {
    return std::tie( s.embedDimension, s.depths, s.heads, s.windowSize, s.classes, s.frames,
                     s.decoderChannels );
  };
  return all( a ) == all( b );
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

TyrionSize tyrionSize( const std::string &name, int frames )
{
  TyrionSize size = tyrionSize( name );
  if ( frames <= 1 )
    return size;
  constexpr int publishedDecoder = 32;
  size.frames = frames;
  size.decoderChannels = publishedDecoder;
  return size;
}

} // namespace calving
