#include "model/icemask/walls.h"

#include <algorithm>

#include "model/change/frontshape.h"
#include "model/change/measuringbox.h"

namespace calving
{

namespace
{

//! The corner of \a ring that lies farthest towards one end and one side: \a end and \a side are 1 or -1.
//! Length and width count alike, whatever they are.
std::size_t cornerOf( const Line &ring, const FlowAxes &axes, double end, double side )
{
  const Reach reach = axes.reachOf( { ring } );
  const double length = reach.front - reach.back;
  const double width = reach.left - reach.right;
  const auto far = [&]( const Point &point )
  { return end * axes.along( point ) / length + side * axes.across( point ) / width; };
  return static_cast<std::size_t>( std::max_element( ring.begin(), ring.end() - 1,
                                                     [&]( const Point &a, const Point &b )
                                                     { return far( a ) < far( b ); } ) -
                                   ring.begin() );
}

//! The part of the closed \a ring from one corner to another, the way round that meets none of \a others.
Line between( const Line &ring, std::size_t from, std::size_t to, const std::vector<std::size_t> &others )
{
  const std::size_t corners = ring.size() - 1;
  for ( const std::size_t step : { std::size_t( 1 ), corners - 1 } )
  {
    Line side{ ring[from] };
    bool isFree = true;
    for ( std::size_t i = from; i != to; )
    {
      i = ( i + step ) % corners;
      side.push_back( ring[i] );
      isFree = isFree && ( i == to || std::find( others.begin(), others.end(), i ) == others.end() );
    }
    if ( isFree )
      return side;
  }
  return {};
}

//! The sides of the outline of a fjord; empty where its shape has none.
std::vector<Line> sidesOf( const Line &ring, const FlowAxes &axes )
{
  const std::size_t upLeft = cornerOf( ring, axes, -1, 1 );
  const std::size_t upRight = cornerOf( ring, axes, -1, -1 );
  const std::size_t downLeft = cornerOf( ring, axes, 1, 1 );
  const std::size_t downRight = cornerOf( ring, axes, 1, -1 );
  const Line left = between( ring, upLeft, downLeft, { upRight, downRight } );
  const Line right = between( ring, upRight, downRight, { upLeft, downLeft } );
  return left.size() < 2 || right.size() < 2 ? std::vector<Line>() : std::vector<Line>{ left, right };
}

bool isFree( const Point &end, std::size_t of, const std::vector<Line> &walls, double touch )
{
  for ( std::size_t i = 0; i < walls.size(); ++i )
  {
    if ( i == of )
      continue;
    for ( std::size_t j = 1; j < walls[i].size(); ++j )
      if ( NearestSegment( { { walls[i][j - 1], walls[i][j] } } ).find( end ).distance <= touch )
        return false;
  }
  return true;
}

//! Where the wall that ends in \a end, coming from \a before, goes on to.
Point drawnOn( const Point &end, const Point &before, const FlowAxes &axes, double back, double front )
{
  const bool isTowardsOcean = axes.along( end ) >= axes.along( before );
  return axes.place( isTowardsOcean ? std::max( front, axes.along( end ) )
                                    : std::min( back, axes.along( end ) ),
                     axes.across( end ) );
}

} // namespace

double shareInside( const MapPolygon &polygon, const std::vector<FrontSample> &pieces )
{
  double inside = 0;
  double all = 0;
  for ( const FrontSample &piece : pieces )
  {
    all += piece.metres;
    inside += contains( polygon, piece.point ) ? piece.metres : 0;
  }
  return inside / all;
}

std::vector<Line> wallsAlong( const std::vector<Line> &drawn, const std::vector<FrontSample> &fronts,
                              const FlowAxes &axes, double back, double front, double touch )
{
  std::vector<Line> walls;
  for ( const Line &line : drawn )
  {
    const bool isClosed = line.size() > 3 && line.front() == line.back();
    std::vector<Line> sides;
    if ( isClosed && shareInside( { line }, fronts ) > 0.5 )
      sides = sidesOf( line, axes );
    if ( sides.empty() )
      walls.push_back( line );
    else
      walls.insert( walls.end(), sides.begin(), sides.end() );
  }
  std::vector<Line> result = walls;
  for ( std::size_t i = 0; i < walls.size(); ++i )
  {
    const Line &wall = walls[i];
    if ( wall.front() == wall.back() )
      continue;
    if ( isFree( wall.back(), i, walls, touch ) )
      result[i].push_back( drawnOn( wall.back(), wall[wall.size() - 2], axes, back, front ) );
    if ( isFree( wall.front(), i, walls, touch ) )
      result[i].insert( result[i].begin(), drawnOn( wall.front(), wall[1], axes, back, front ) );
  }
  return result;
}

} // namespace calving
