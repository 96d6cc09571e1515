#include "model/labels/zoneimage.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/labels/regions.h"

namespace calving
{

RasterGrid coarserGrid( const RasterGrid &grid, double mostPixels )
{
  const double pixels = static_cast<double>( grid.width ) * grid.height;
  if ( pixels <= mostPixels )
    return grid;
  const double factor = std::sqrt( mostPixels / pixels );
  RasterGrid result = grid;
  result.width = std::max( 1, static_cast<int>( grid.width * factor ) );
  result.height = std::max( 1, static_cast<int>( grid.height * factor ) );
  const double wider = static_cast<double>( grid.width ) / result.width;
  const double taller = static_cast<double>( grid.height ) / result.height;
  for ( const int entry : { 1, 4 } )
    result.transform[entry] *= wider;
  for ( const int entry : { 2, 5 } )
    result.transform[entry] *= taller;
  return result;
}

ZoneImage sampledZones( const RunLengthImage &zones, const RasterGrid &grid )
{
  ZoneImage result{ grid, std::vector<std::uint8_t>( static_cast<std::size_t>( grid.width ) * grid.height ) };
  std::vector<std::uint8_t> line( zones.width() );
  for ( int row = 0; row < grid.height; ++row )
  {
    zones.copyRow( static_cast<int>( ( row + 0.5 ) * zones.height() / grid.height ), line.data() );
    for ( int column = 0; column < grid.width; ++column )
      result.zones[result.index( column, row )] =
          line[static_cast<std::size_t>( ( column + 0.5 ) * zones.width() / grid.width )];
  }
  return result;
}

RunLengthImage runsOf( const ZoneImage &image )
{
  RunLengthImage result( image.grid.width );
  for ( int row = 0; row < image.grid.height; ++row )
    result.appendRow( image.zones.data() + image.index( 0, row ) );
  return result;
}

void removeSpecks( ZoneImage &image, int leastPixels )
{
  const int width = image.grid.width;
  const Regions regions( width, image.grid.height,
                         [&]( std::size_t a, std::size_t b ) { return image.zones[a] == image.zones[b]; } );
  std::vector<std::array<int, 4>> around( regions.sizes.size(), { 0, 0, 0, 0 } );
  const auto isSpeck = [&]( std::size_t pixel ) { return regions.sizes[regions.of[pixel]] < leastPixels; };
  const auto meet = [&]( std::size_t a, std::size_t b )
  {
    if ( isSpeck( a ) && !isSpeck( b ) )
      ++around[regions.of[a]][image.zones[b]];
    if ( isSpeck( b ) && !isSpeck( a ) )
      ++around[regions.of[b]][image.zones[a]];
  };
  for ( int row = 0; row < image.grid.height; ++row )
    for ( int column = 0; column < width; ++column )
    {
      const std::size_t pixel = image.index( column, row );
      if ( column > 0 )
        meet( pixel, pixel - 1 );
      if ( row > 0 )
        meet( pixel, pixel - width );
    }
  for ( std::size_t pixel = 0; pixel < image.zones.size(); ++pixel )
    if ( const auto &classes = around[regions.of[pixel]];
         isSpeck( pixel ) && classes != std::array<int, 4>{ 0, 0, 0, 0 } )
      image.zones[pixel] = static_cast<std::uint8_t>( std::max_element( classes.begin(), classes.end() ) -
                                                      classes.begin() );
}

} // namespace calving
