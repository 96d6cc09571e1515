#include "model/change/measuringbox.h"

#include <algorithm>
#include <cmath>

#include "model/change/frontshape.h"

namespace calving
{

namespace
{

//! Twice the signed area: positive counter-clockwise.
double twiceAreaOf( const Ring &ring )
{
  double sum = 0;
  for ( std::size_t i = 1; i < ring.size(); ++i )
    sum += ( ring[i - 1][0] - ring[0][0] ) * ( ring[i][1] - ring[0][1] ) -
           ( ring[i][0] - ring[0][0] ) * ( ring[i - 1][1] - ring[0][1] );
  return sum;
}

//! An edge of a ring and its unit vector outwards.
struct Edge
{
  Segment segment;
  Point outwards;
  double length = 0;
};

std::vector<Edge> edgesOf( const Ring &ring )
{
  std::vector<Edge> edges;
  const double turn = twiceAreaOf( ring ) > 0 ? 1 : -1;
  for ( std::size_t i = 1; i < ring.size(); ++i )
  {
    const double length = distance( ring[i - 1], ring[i] );
    if ( length > 0 )
      edges.push_back( { { ring[i - 1], ring[i] },
                         { turn * ( ring[i][1] - ring[i - 1][1] ) / length,
                           -turn * ( ring[i][0] - ring[i - 1][0] ) / length },
                         length } );
  }
  return edges;
}

double dot( const Point &a, const Point &b )
{
  return a[0] * b[0] + a[1] * b[1];
}

//! Those of \a edges that look along \a flow.
std::vector<Edge> looking( const std::vector<Edge> &edges, const Point &flow )
{
  const double cosine = std::sqrt( 0.5 ) - 1e-9; // 45°, both sides of which a box turned by them has
  std::vector<Edge> result;
  for ( const Edge &edge : edges )
    if ( dot( edge.outwards, flow ) > cosine )
      result.push_back( edge );
  if ( result.empty() )
    result.push_back( *std::max_element( edges.begin(), edges.end(),
                                         [&flow]( const Edge &a, const Edge &b )
                                         { return dot( a.outwards, flow ) < dot( b.outwards, flow ); } ) );
  return result;
}

std::vector<Segment> segmentsOf( const std::vector<Edge> &edges )
{
  std::vector<Segment> segments;
  for ( const Edge &edge : edges )
    segments.push_back( edge.segment );
  return segments;
}

Point meanDirection( const std::vector<Edge> &edges )
{
  Point sum{ 0, 0 };
  for ( const Edge &edge : edges )
    sum = { sum[0] + edge.outwards[0] * edge.length, sum[1] + edge.outwards[1] * edge.length };
  const double length = std::hypot( sum[0], sum[1] );
  return { sum[0] / length, sum[1] / length };
}

} // namespace

double areaOf( const MapPolygon &polygon )
{
  double area = 0;
  for ( std::size_t i = 0; i < polygon.size(); ++i )
    area += ( i == 0 ? 0.5 : -0.5 ) * std::abs( twiceAreaOf( polygon[i] ) );
  return area;
}

double areaOf( const std::vector<MapPolygon> &polygons )
{
  double area = 0;
  for ( const MapPolygon &polygon : polygons )
    area += areaOf( polygon );
  return area;
}

bool contains( const MapPolygon &polygon, const Point &point )
{
  bool inside = false;
  for ( const Ring &ring : polygon )
    for ( std::size_t i = 1; i < ring.size(); ++i )
    {
      const Point &a = ring[i - 1];
      const Point &b = ring[i];
      if ( ( a[1] > point[1] ) != ( b[1] > point[1] ) &&
           point[0] < a[0] + ( point[1] - a[1] ) / ( b[1] - a[1] ) * ( b[0] - a[0] ) )
        inside = !inside;
    }
  return inside;
}

bool liesOn( const std::vector<Segment> &segments, const Point &point )
{
  // Corners that GEOS makes lie off the edge by rounding alone.
  constexpr double tolerance = 1e-4;
  return !segments.empty() && NearestSegment( segments ).find( point ).distance < tolerance;
}

Point middleOf( const Point &a, const Point &b )
{
  return { ( a[0] + b[0] ) / 2, ( a[1] + b[1] ) / 2 };
}

MeasuringBox drawnBox( const MapPolygon &outline, const Point &flow )
{
  const std::vector<Edge> edges = edgesOf( outline.front() );
  const std::vector<Edge> ocean = looking( edges, flow );
  const std::vector<Edge> upstream = looking( edges, { -flow[0], -flow[1] } );
  MeasuringBox box{ outline, segmentsOf( upstream ), segmentsOf( ocean ) };
  const Point along = meanDirection( ocean );
  double least = dot( outline.front().front(), along );
  double most = least;
  for ( const Point &corner : outline.front() )
  {
    least = std::min( least, dot( corner, along ) );
    most = std::max( most, dot( corner, along ) );
  }
  box.width = areaOf( outline ) / ( most - least );
  return box;
}

MeasuringBox rectangle( const Point &flow, double back, double front, double right, double left )
{
  const Point across{ -flow[1], flow[0] };
  const auto corner = [&]( double along, double aside ) -> Point {
    return { along * flow[0] + aside * across[0], along * flow[1] + aside * across[1] };
  };
  const Point a = corner( back, right );
  const Point b = corner( front, right );
  const Point c = corner( front, left );
  const Point d = corner( back, left );
  return { { { a, b, c, d, a } }, { { d, a } }, { { b, c } }, left - right };
}

} // namespace calving
