#include "model/labels/frontbarrier.h"

#include <algorithm>
#include <cmath>

#include "model/labels/regions.h"

namespace calving
{

namespace
{

bool isFarOff( const Point &a, const Point &b, const ZoneImage &image )
{
  constexpr double margin = 2;
  return std::max( a[0], b[0] ) < -margin || std::min( a[0], b[0] ) > image.grid.width + margin ||
         std::max( a[1], b[1] ) < -margin || std::min( a[1], b[1] ) > image.grid.height + margin;
}

} // namespace

PixelPath densePath( const PixelPath &path, const ZoneImage &image )
{
  constexpr double step = 0.5;
  PixelPath result;
  for ( std::size_t i = 1; i < path.size(); ++i )
  {
    const Point &a = path[i - 1];
    const Point &b = path[i];
    if ( isFarOff( a, b, image ) )
      continue;
    const int pieces = std::max( 1, static_cast<int>( std::hypot( b[0] - a[0], b[1] - a[1] ) / step ) + 1 );
    for ( int piece = 0; piece <= pieces; ++piece )
    {
      const double share = static_cast<double>( piece ) / pieces;
      const Point point{ a[0] + share * ( b[0] - a[0] ), a[1] + share * ( b[1] - a[1] ) };
      if ( result.empty() || result.back() != point )
        result.push_back( point );
    }
  }
  return result;
}

FjordWalls::FjordWalls( const ZoneImage &zones )
  : mZones( zones )
  , mWalls( zones.zones.size() )
{
  const int width = zones.grid.width;
  const int height = zones.grid.height;
  const auto isSolid = [&]( std::size_t pixel ) { return !isIceOrWater( zones.zones[pixel] ); };
  const Regions regions( width, height,
                         [&]( std::size_t a, std::size_t b ) { return isSolid( a ) == isSolid( b ); } );
  std::vector<bool> touchesEdge( regions.sizes.size(), false );
  for ( std::size_t pixel = 0; pixel < mWalls.size(); ++pixel )
  {
    const std::size_t column = pixel % width;
    const std::size_t row = pixel / width;
    if ( column == 0 || row == 0 || column + 1 == static_cast<std::size_t>( width ) ||
         row + 1 == static_cast<std::size_t>( height ) )
      touchesEdge[regions.of[pixel]] = true;
  }
  // Radar images are full of small shadows, at which no front ends.
  const double speck = std::max( 16.0, 0.001 * static_cast<double>( mWalls.size() ) );
  for ( std::size_t pixel = 0; pixel < mWalls.size(); ++pixel )
  {
    const std::int32_t region = regions.of[pixel];
    mWalls[pixel] = isSolid( pixel ) && ( touchesEdge[region] || regions.sizes[region] >= speck );
  }
}

std::optional<Point> FjordWalls::nearest( const Point &end, const Point &direction, double farthest,
                                          const std::vector<bool> &others ) const
{
  struct Found
  {
    double distance;
    std::optional<Point> place;
  };
  Found ahead{ farthest, {} };
  Found anywhere{ farthest, {} };
  const int reach = static_cast<int>( std::ceil( farthest ) );
  const int column = static_cast<int>( std::floor( end[0] ) );
  const int row = static_cast<int>( std::floor( end[1] ) );
  for ( int y = std::max( -1, row - reach ); y <= std::min( mZones.grid.height, row + reach ); ++y )
    for ( int x = std::max( -1, column - reach ); x <= std::min( mZones.grid.width, column + reach ); ++x )
    {
      if ( !isWall( x, y ) && !( mZones.holds( x, y ) && others[mZones.index( x, y )] ) )
        continue;
      const Point place{ x + 0.5, y + 0.5 };
      const Point way{ place[0] - end[0], place[1] - end[1] };
      const double distance = std::hypot( way[0], way[1] );
      // Within some 80 degrees of where the line goes.
      const bool isAhead = way[0] * direction[0] + way[1] * direction[1] >= 0.17 * distance;
      if ( distance < anywhere.distance )
        anywhere = { distance, place };
      if ( isAhead && distance < ahead.distance )
        ahead = { distance, place };
    }
  return ahead.place ? ahead.place : anywhere.place;
}

} // namespace calving
