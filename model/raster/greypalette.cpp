#include "model/raster/greypalette.h"

#include <limits>

#include "model/error.h"

namespace calving
{

std::vector<float> greysOf( const GDALColorTable &palette, std::size_t count, const std::string &name )
{
  std::vector<float> greys( count, std::numeric_limits<float>::quiet_NaN() );
  for ( int i = 0; i < palette.GetColorEntryCount(); ++i )
  {
    const GDALColorEntry &colour = *palette.GetColorEntry( i );
    if ( colour.c1 != colour.c2 || colour.c2 != colour.c3 )
      throw Error(
          name +
          " holds colours of a palette, of which no backscatter can be read. Choose the raster that it was "
          "drawn from, or, where its numbers are meant, remove the palette with “Translate” in QGIS." );
    if ( colour.c4 != 0 && static_cast<std::size_t>( i ) < count )
      greys[static_cast<std::size_t>( i )] = static_cast<float>( colour.c1 );
  }
  return greys;
}

} // namespace calving
