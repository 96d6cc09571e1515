#include "model/icemask/signeddistance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "model/base/parallelrows.h"
#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/geometry/polygonraster.h"

namespace calving
{

namespace
{

std::vector<Segment> edgesOf( const std::vector<MapPolygon> &polygons )
{
  std::vector<Segment> edges;
  for ( const MapPolygon &polygon : polygons )
    for ( const Ring &ring : polygon )
      for ( std::size_t i = 1; i < ring.size(); ++i )
        edges.push_back( { ring[i - 1], ring[i] } );
  return edges;
}

std::vector<std::uint8_t> centresIn( const std::vector<MapPolygon> &polygons, const RasterGrid &grid )
{
  PolygonRaster raster( grid );
  raster.add( polygons, 1 );
  return raster.read( { 0, 0, grid.width, grid.height } );
}

//! Where ice meets water: edges of one polygon alone, which are none of the fjord's \a outline.
std::vector<Segment> frontOf( const std::vector<MapPolygon> &ice, const NearestSegment &outline )
{
  constexpr double rounding = 1e-3;
  std::map<std::pair<Point, Point>, int> times;
  for ( const Segment &edge : edgesOf( ice ) )
    ++times[std::minmax( edge.a, edge.b )];
  std::vector<Segment> front;
  for ( const auto &[edge, count] : times )
    if ( count == 1 && outline.find( middleOf( edge.first, edge.second ) ).distance > rounding )
      front.push_back( { edge.first, edge.second } );
  return front;
}

std::vector<float> distancesTo( const NearestSegment &edges, const RasterGrid &grid,
                                const std::function<void()> &poll )
{
  std::vector<float> distances( static_cast<std::size_t>( grid.width ) * grid.height );
  parallelRows( 0, grid.height, { 0, poll },
                [&]( int row )
                {
                  for ( int column = 0; column < grid.width; ++column )
                    distances[static_cast<std::size_t>( row ) * grid.width + column] =
                        static_cast<float>( edges.find( grid.toMap( column + 0.5, row + 0.5 ) ).distance );
                } );
  return distances;
}

//! Of the pixels round \a place that are \a inside the nearest; nothing where there is none.
std::int64_t pixelNear( const Point &place, const std::vector<std::uint8_t> &inside, const RasterGrid &grid )
{
  const std::array<double, 2> position = grid.toPixel( place[0], place[1] );
  const double x = std::clamp( position[0], 0.0, static_cast<double>( grid.width ) );
  const double y = std::clamp( position[1], 0.0, static_cast<double>( grid.height ) );
  constexpr int around = 2;
  std::int64_t best = -1;
  double least = std::numeric_limits<double>::infinity();
  for ( int row = static_cast<int>( y ) - around; row <= static_cast<int>( y ) + around; ++row )
    for ( int column = static_cast<int>( x ) - around; column <= static_cast<int>( x ) + around; ++column )
    {
      if ( row < 0 || column < 0 || row >= grid.height || column >= grid.width )
        continue;
      const std::int64_t pixel = static_cast<std::int64_t>( row ) * grid.width + column;
      const double far = std::hypot( column + 0.5 - x, row + 0.5 - y );
      if ( inside[pixel] && far < least )
      {
        least = far;
        best = pixel;
      }
    }
  return best;
}

} // namespace

SignedDistance::SignedDistance( const Fjord &fjord, const RasterGrid &grid )
  : mGrid( grid )
  , mOutline( edgesOf( { fjord.wider.outline } ) )
{
  const std::vector<std::uint8_t> inside = centresIn( { fjord.wider.outline }, grid );
  mNearest.resize( inside.size() );
  for ( std::size_t i = 0; i < inside.size(); ++i )
    mNearest[i] = static_cast<std::uint32_t>( i );
  const NearestSegment &outline = mOutline;
  parallelRows( 0, grid.height, {},
                [&]( int row )
                {
                  for ( int column = 0; column < grid.width; ++column )
                  {
                    const std::size_t pixel = static_cast<std::size_t>( row ) * grid.width + column;
                    if ( inside[pixel] )
                      continue;
                    const Point place = outline.find( grid.toMap( column + 0.5, row + 0.5 ) ).point;
                    if ( const std::int64_t near = pixelNear( place, inside, grid ); near >= 0 )
                      mNearest[pixel] = static_cast<std::uint32_t>( near );
                  }
                } );
}

std::vector<float> SignedDistance::of( const BoxCut &cut, const std::function<void()> &poll ) const
{
  const std::vector<Segment> front = frontOf( cut.ice, mOutline );
  if ( front.empty() )
    throw Error( "A front has no length in its fjord. Check the fronts with QGIS's “Check validity”." );
  std::vector<float> distances = distancesTo( NearestSegment( front ), mGrid, poll );
  const std::vector<std::uint8_t> ice = centresIn( cut.ice, mGrid );
  for ( std::size_t i = 0; i < distances.size(); ++i )
    if ( ice[mNearest[i]] )
      distances[i] = -distances[i];
  return distances;
}

std::vector<float> distanceInside( const std::vector<MapPolygon> &polygons, const std::vector<Segment> &frame,
                                   const RasterGrid &grid, const std::function<void()> &poll )
{
  std::vector<Segment> edges;
  for ( const Segment &edge : edgesOf( polygons ) )
    if ( !liesOn( frame, middleOf( edge.a, edge.b ) ) )
      edges.push_back( edge );
  const std::vector<std::uint8_t> inside = centresIn( polygons, grid );
  std::vector<float> distances( inside.size(), std::numeric_limits<float>::infinity() );
  if ( !edges.empty() )
    distances = distancesTo( NearestSegment( edges ), grid, poll );
  for ( std::size_t i = 0; i < distances.size(); ++i )
    if ( !inside[i] )
      distances[i] = -distances[i];
  return distances;
}

} // namespace calving
