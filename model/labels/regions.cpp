#include "model/labels/regions.h"

namespace calving
{

Regions::Regions( int width, int height, const Joins &joins )
  : of( static_cast<std::size_t>( width ) * height, -1 )
{
  std::vector<std::size_t> open;
  for ( std::size_t start = 0; start < of.size(); ++start )
  {
    if ( of[start] >= 0 )
      continue;
    const auto number = static_cast<std::int32_t>( sizes.size() );
    sizes.push_back( 0 );
    of[start] = number;
    open.push_back( start );
    while ( !open.empty() )
    {
      const std::size_t pixel = open.back();
      open.pop_back();
      ++sizes[number];
      forNeighbours( pixel, width, height,
                     [&]( std::size_t neighbour )
                     {
                       if ( of[neighbour] >= 0 || !joins( pixel, neighbour ) )
                         return;
                       of[neighbour] = number;
                       open.push_back( neighbour );
                     } );
    }
  }
}

} // namespace calving
