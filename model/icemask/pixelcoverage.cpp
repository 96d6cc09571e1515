#include "model/icemask/pixelcoverage.h"

#include "model/geometry/polygonraster.h"

namespace calving
{

std::vector<PixelPoints> coverageOf( const RasterGrid &grid, const std::vector<MapPolygon> &polygons )
{
  std::vector<PixelPoints> coverage( static_cast<std::size_t>( grid.width ) * grid.height );
  RasterGrid fine = grid;
  fine.width *= pixelPoints;
  fine.height *= pixelPoints;
  for ( const int i : { 1, 2, 4, 5 } )
    fine.transform[i] /= pixelPoints;
  PolygonRaster raster( fine );
  raster.add( polygons, 1 );
  if ( raster.isEmpty() )
    return coverage;
  for ( int row = 0; row < grid.height; ++row )
  {
    const std::vector<std::uint8_t> points = raster.read( { 0, row * pixelPoints, fine.width, pixelPoints } );
    PixelPoints *pixels = coverage.data() + static_cast<std::size_t>( row ) * grid.width;
    for ( std::size_t i = 0; i < points.size(); ++i )
      if ( points[i] )
      {
        const std::size_t x = i % fine.width;
        const std::size_t y = i / fine.width;
        pixels[x / pixelPoints] |= PixelPoints( 1 ) << ( y * pixelPoints + x % pixelPoints );
      }
  }
  return coverage;
}

} // namespace calving
