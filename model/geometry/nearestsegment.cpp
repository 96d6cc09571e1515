#include "model/geometry/nearestsegment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

namespace
{

constexpr std::size_t leafSize = 4;

double squaredDistance( const Point &p, const Point &q )
{
  return ( p[0] - q[0] ) * ( p[0] - q[0] ) + ( p[1] - q[1] ) * ( p[1] - q[1] );
}

Point nearestPoint( const Segment &segment, const Point &p )
{
  const double dx = segment.b[0] - segment.a[0];
  const double dy = segment.b[1] - segment.a[1];
  const double length = dx * dx + dy * dy;
  if ( length == 0 )
    return segment.a;
  const double t =
      std::clamp( ( ( p[0] - segment.a[0] ) * dx + ( p[1] - segment.a[1] ) * dy ) / length, 0.0, 1.0 );
  return { segment.a[0] + t * dx, segment.a[1] + t * dy };
}

} // namespace

NearestSegment::NearestSegment( std::vector<Segment> segments )
  : mSegments( std::move( segments ) )
{
  std::size_t nodes = 1;
  for ( std::size_t leaves = mSegments.size(); leaves > leafSize; leaves = ( leaves + 1 ) / 2 )
    nodes = 2 * nodes + 1;
  mBoxes.resize( nodes );
  build( 0, 0, mSegments.size() );
}

void NearestSegment::build( std::size_t node, std::size_t begin, std::size_t end )
{
  Box &box = mBoxes[node];
  box.low.fill( std::numeric_limits<double>::infinity() );
  box.high.fill( -std::numeric_limits<double>::infinity() );
  for ( std::size_t i = begin; i < end; ++i )
    for ( std::size_t axis = 0; axis < 2; ++axis )
    {
      box.low[axis] = std::min( { box.low[axis], mSegments[i].a[axis], mSegments[i].b[axis] } );
      box.high[axis] = std::max( { box.high[axis], mSegments[i].a[axis], mSegments[i].b[axis] } );
    }
  if ( end - begin <= leafSize )
    return;
  const std::size_t axis = box.high[0] - box.low[0] >= box.high[1] - box.low[1] ? 0 : 1;
  const std::size_t middle = ( begin + end ) / 2;
  const auto at = [this]( std::size_t i ) { return mSegments.begin() + static_cast<std::ptrdiff_t>( i ); };
  std::nth_element( at( begin ), at( middle ), at( end ),
                    [axis]( const Segment &s, const Segment &t )
                    { return s.a[axis] + s.b[axis] < t.a[axis] + t.b[axis]; } );
  build( 2 * node + 1, begin, middle );
  build( 2 * node + 2, middle, end );
}

NearestSegment::Hit NearestSegment::find( const Point &position ) const
{
  Hit best{ std::numeric_limits<double>::infinity(), {} }; // squared until the end
  search( 0, 0, mSegments.size(), position, best );
  best.distance = std::sqrt( best.distance );
  return best;
}

void NearestSegment::search( std::size_t node, std::size_t begin, std::size_t end, const Point &position,
                             Hit &best ) const
{
  if ( end - begin <= leafSize )
  {
    for ( std::size_t i = begin; i < end; ++i )
    {
      const Point point = nearestPoint( mSegments[i], position );
      const double distance = squaredDistance( point, position );
      if ( distance < best.distance )
        best = { distance, point };
    }
    return;
  }
  const auto distanceTo = [&]( const Box &box )
  {
    const Point inside{ std::clamp( position[0], box.low[0], box.high[0] ),
                        std::clamp( position[1], box.low[1], box.high[1] ) };
    return squaredDistance( inside, position );
  };
  const std::size_t middle = ( begin + end ) / 2;
  const double left = distanceTo( mBoxes[2 * node + 1] );
  const double right = distanceTo( mBoxes[2 * node + 2] );
  const auto visit = [&]( bool first )
  {
    if ( ( first ? left : right ) < best.distance )
      first ? search( 2 * node + 1, begin, middle, position, best )
            : search( 2 * node + 2, middle, end, position, best );
  };
  visit( left <= right );
  visit( left > right );
}

} // namespace calving
