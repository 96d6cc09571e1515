#include "model/sar/speckle/neighbourhood.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

Neighbourhood::Neighbourhood( const BlockSource &source, const Window &block, int radius )
  : mWidth( block.width )
  , mHeight( block.height )
  , mRadius( radius )
{
  const Window window = grown( block, radius, source.width(), source.height() );
  const std::vector<float> inside = source.read( window );
  const int width = paddedWidth();
  if ( window.width == width && window.height == mHeight + 2 * radius )
    mValues = inside;
  else
  {
    mValues.assign( static_cast<std::size_t>( width ) * ( mHeight + 2 * radius ),
                    std::numeric_limits<float>::quiet_NaN() );
    const int left = window.x - ( block.x - radius );
    const int top = window.y - ( block.y - radius );
    for ( int y = 0; y < window.height; ++y )
      std::copy_n( inside.data() + static_cast<std::size_t>( y ) * window.width, window.width,
                   mValues.data() + static_cast<std::size_t>( y + top ) * width + left );
  }
  bool anyAbsent = false;
  for ( const float value : mValues )
    anyAbsent |= std::isnan( value );
  mComplete = !anyAbsent;
}

} // namespace calving
