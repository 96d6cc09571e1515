#include "model/sar/terrain/rangepixels.h"

namespace calving
{

RangePixels::RangePixels( const RadarGeometry &radar, double time, double nearest, double farthest )
  : mNearest( nearest )
{
  const int count = static_cast<int>( ( farthest - nearest ) / step ) + 2;
  mPixels.reserve( count );
  for ( int i = 0; i < count; ++i )
    mPixels.push_back( radar.position( { time, nearest + i * step } ).pixel );
}

} // namespace calving
