#include "model/geometry/areamask.h"

#include <algorithm>

#include "model/error.h"
#include "model/geometry/polygonraster.h"

namespace calving
{

AreaMask::AreaMask( const RasterGrid &grid, const DrawnPolygons &area )
  : AreaMask( grid, polygonsOn( area, grid ) )
{
}

AreaMask::AreaMask( const RasterGrid &grid, const std::vector<MapPolygon> &area )
  : mPixels( grid.width )
{
  PolygonRaster polygons( grid );
  polygons.add( area, 1 );
  bool any = false;
  const int strip = std::clamp( ( 1 << 24 ) / grid.width, 1, grid.height );
  for ( int top = 0; top < grid.height; top += strip )
  {
    const int height = std::min( strip, grid.height - top );
    const std::vector<std::uint8_t> values = polygons.read( { 0, top, grid.width, height } );
    for ( int row = 0; row < height; ++row )
      mPixels.appendRow( values.data() + static_cast<std::size_t>( row ) * grid.width );
    any = any || std::find( values.begin(), values.end(), 1 ) != values.end();
  }
  if ( !any )
    throw Error(
        "The area covers no pixel of the raster. Check that both have the right coordinate reference "
        "system, and that the polygons overlap the scene." );
}

} // namespace calving
