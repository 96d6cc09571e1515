#include "model/sar/terrain/averaging.h"

#include <algorithm>

#include "model/sar/geometry/radargeometry.h"
#include "model/sar/speckle/multilook.h"

namespace calving
{

std::array<int, 2> looksFor( const RadarFrame &frame, double pixelSize )
{
  const RadarGeometry radar( frame );
  const RadarPosition middle{ 0.5 * frame.height, 0.5 * frame.width };
  const Vector3 here = radar.point( middle, 0 );
  const auto count = [&]( const RadarPosition &next )
  {
    const double spacing = length( radar.point( next, 0 ) - here );
    return std::max( 1, static_cast<int>( pixelSize / spacing + 0.05 ) ); // 9.9 m counts as 10
  };
  return { std::min( count( { middle.line, middle.pixel + 1 } ), frame.width ),
           std::min( count( { middle.line + 1, middle.pixel } ), frame.height ) };
}

void average( SarPicture &picture, const std::array<int, 2> &looks )
{
  const auto [across, along] = looks;
  if ( across == 1 && along == 1 )
    return;
  multilook( picture, across, along );
  recordStep( picture.metadata,
              "average(" + std::to_string( across ) + " x " + std::to_string( along ) + ")" );
}

} // namespace calving
