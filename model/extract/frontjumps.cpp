#include "model/extract/frontjumps.h"

#include <array>
#include <vector>

#include "model/front/components.h"

namespace calving
{

RunLengthImage frontJumps( const RunLengthImage &pixels, double pixelArea )
{
  constexpr double leastArea = 1e6;
  const Components parts = components( pixels, { false, true, true, true } );
  std::vector<std::array<double, 4>> areas( parts.sizes.size() );
  for ( int row = 0; row < pixels.height(); ++row )
    for ( std::size_t run = pixels.firstRun( row ); run < pixels.firstRun( row + 1 ); ++run )
      if ( parts.ofRun[run] != Components::none )
        areas[parts.ofRun[run]][pixels.value( run )] +=
            pixelArea * ( pixels.end( run ) - pixels.begin( row, run ) );
  return recoded( pixels,
                  [&]( std::size_t run ) -> std::uint8_t
                  {
                    if ( parts.ofRun[run] == Components::none )
                      return 0;
                    const std::array<double, 4> &area = areas[parts.ofRun[run]];
                    const double sure = area[static_cast<std::size_t>( Overruled::FarSure )];
                    return sure >= leastArea &&
                           sure >= area[static_cast<std::size_t>( Overruled::FarUnsure )];
                  } );
}

} // namespace calving
