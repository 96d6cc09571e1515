#include "model/change/frontshape.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

double distance( const Point &a, const Point &b )
{
  return std::hypot( a[0] - b[0], a[1] - b[1] );
}

double lengthOf( const Line &line )
{
  double sum = 0;
  for ( std::size_t i = 1; i < line.size(); ++i )
    sum += distance( line[i - 1], line[i] );
  return sum;
}

bool hasLength( const Line &line )
{
  return line.size() > 1 && lengthOf( line ) > 0;
}

FrontShape frontShape( const std::vector<Line> &parts )
{
  FrontShape shape;
  std::vector<Point> ends;
  for ( const Line &part : parts )
  {
    shape.path += lengthOf( part );
    shape.vertices += static_cast<int>( part.size() );
    ends.push_back( part.front() );
    ends.push_back( part.back() );
  }
  for ( const Point &a : ends )
    for ( const Point &b : ends )
      shape.width = std::max( shape.width, distance( a, b ) );
  shape.sinuosity = shape.width > 0 ? shape.path / shape.width : std::numeric_limits<double>::quiet_NaN();
  shape.nodeSpacing = shape.path / std::max( shape.vertices, 1 );
  return shape;
}

std::vector<FrontSample> sampled( const std::vector<Line> &parts, double step )
{
  std::vector<FrontSample> samples;
  for ( const Line &part : parts )
    for ( std::size_t i = 1; i < part.size(); ++i )
    {
      const Point &a = part[i - 1];
      const Point &b = part[i];
      const int pieces = std::max( 1, static_cast<int>( std::ceil( distance( a, b ) / step ) ) );
      for ( int piece = 0; piece < pieces; ++piece )
      {
        // The middle of each piece: every metre counts once, whatever the spacing of vertices.
        const double share = ( piece + 0.5 ) / pieces;
        samples.push_back( { { a[0] + share * ( b[0] - a[0] ), a[1] + share * ( b[1] - a[1] ) },
                             distance( a, b ) / pieces } );
      }
    }
  return samples;
}

} // namespace calving
