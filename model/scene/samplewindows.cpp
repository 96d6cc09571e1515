#include "model/scene/samplewindows.h"

#include <algorithm>

namespace calving
{

std::vector<Window> sampleWindows( const RasterReader &reader )
{
  constexpr int windowsPerSide = 16;
  constexpr int windowSide = 64;
  const auto place = []( int index, int side )
  {
    const int room = std::max( 0, side - windowSide );
    return static_cast<int>( static_cast<long long>( room ) * index / ( windowsPerSide - 1 ) );
  };
  const int stepX = reader.width() <= windowSide ? windowsPerSide : 1;
  const int stepY = reader.height() <= windowSide ? windowsPerSide : 1;
  std::vector<Window> windows;
  for ( int row = 0; row < windowsPerSide; row += stepY )
    for ( int column = 0; column < windowsPerSide; column += stepX )
      windows.push_back( { place( column, reader.width() ), place( row, reader.height() ),
                           std::min( windowSide, reader.width() ),
                           std::min( windowSide, reader.height() ) } );
  return windows;
}

} // namespace calving
