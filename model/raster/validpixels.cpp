#include "model/raster/validpixels.h"

#include <cmath>
#include <limits>

namespace calving
{

std::vector<float> validValues( const RasterReader &raster, int band, const Window &window )
{
  std::vector<float> values = raster.readBand( band, window );
  const std::vector<std::uint8_t> mask = raster.readMask( band, window );
  for ( std::size_t i = 0; i < values.size(); ++i )
    if ( !mask[i] || !std::isfinite( values[i] ) )
      values[i] = std::numeric_limits<float>::quiet_NaN();
  return values;
}

std::vector<std::uint8_t> validBytes( const RasterReader &raster, int band, const Window &window )
{
  std::vector<std::uint8_t> values = raster.readBytes( band, window );
  const std::vector<std::uint8_t> mask = raster.readMask( band, window );
  for ( std::size_t i = 0; i < values.size(); ++i )
    if ( !mask[i] )
      values[i] = 0;
  return values;
}

} // namespace calving
