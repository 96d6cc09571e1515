#include "model/scene/storedcodes.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

#include "model/error.h"

namespace calving
{

namespace
{

//! The bytes of \a window of a raster of bytes, which are read quickly.
std::vector<std::uint8_t> readByteStrip( const RasterReader &raster, const Window &window )
{
  std::vector<std::uint8_t> bytes = raster.readBytes( 1, window );
  const std::vector<std::uint8_t> mask = raster.readMask( 1, window );
  for ( std::size_t i = 0; i < bytes.size(); ++i )
  {
    if ( mask[i] == 0 )
      bytes[i] = missingCode;
    else if ( bytes[i] == missingCode )
      refuseCode( raster.path(), missingCode );
  }
  return bytes;
}

} // namespace

void refuseCode( const std::string &source, double value, const std::string &where )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text
      << "The zones " << source << " hold the value " << value << ", which is no zone" << where
      << ". Zones are coded 0 1 2 3, 1 2 3 4 or 0 64 127 254 (not available, rock, glacier, ocean), all of a "
         "data set alike; choose a raster of zones or reclassify this one.";
  throw Error( text.str() );
}

int codesStripHeight( const RasterReader &raster )
{
  return std::clamp( ( 1 << 22 ) / raster.width(), 1, raster.height() );
}

std::vector<std::uint8_t> readCodes( const RasterReader &raster, const Window &window )
{
  if ( raster.type() == PixelType::Byte )
    return readByteStrip( raster, window );
  const std::vector<float> values = raster.readBand( 1, window );
  std::vector<std::uint8_t> bytes( values.size() );
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    const float value = values[i];
    if ( std::isnan( value ) )
      bytes[i] = missingCode;
    else if ( value >= 0 && value < missingCode + 5 && value == std::floor( value ) && value != missingCode )
      bytes[i] = static_cast<std::uint8_t>( value );
    else
      refuseCode( raster.path(), static_cast<double>( value ) );
  }
  return bytes;
}

} // namespace calving
