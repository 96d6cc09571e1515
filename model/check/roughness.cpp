#include "model/check/roughness.h"

#include <cmath>
#include <limits>

#include "model/change/frontshape.h"

namespace calving
{

namespace
{

//! Points at equal steps along \a line, as many as make steps nearest to \a step.
Line equallySpaced( const Line &line, double step )
{
  const double length = lengthOf( line );
  const int pieces = static_cast<int>( std::lround( length / step ) );
  Line points;
  double passed = 0;
  for ( std::size_t i = 1; i < line.size(); ++i )
  {
    const double edge = distance( line[i - 1], line[i] );
    // The last point is there anyway, whatever rounding says.
    while ( static_cast<int>( points.size() ) < pieces &&
            length * static_cast<double>( points.size() ) / pieces <= passed + edge )
    {
      const double along = length * static_cast<double>( points.size() ) / pieces - passed;
      const double share = edge > 0 ? along / edge : 0;
      points.push_back( { line[i - 1][0] + share * ( line[i][0] - line[i - 1][0] ),
                          line[i - 1][1] + share * ( line[i][1] - line[i - 1][1] ) } );
    }
    passed += edge;
  }
  points.push_back( line.back() );
  return points;
}

double turnAt( const Point &before, const Point &at, const Point &after )
{
  const Point in{ at[0] - before[0], at[1] - before[1] };
  const Point out{ after[0] - at[0], after[1] - at[1] };
  return std::atan2( in[0] * out[1] - in[1] * out[0], in[0] * out[0] + in[1] * out[1] );
}

} // namespace

double meanCurvature( const std::vector<Line> &parts, double step )
{
  double turns = 0;
  double metres = 0;
  for ( const Line &part : parts )
  {
    const double length = lengthOf( part );
    if ( length < 2 * step )
      continue;
    const Line points = equallySpaced( part, step );
    for ( std::size_t i = 2; i < points.size(); ++i )
      turns += std::abs( turnAt( points[i - 2], points[i - 1], points[i] ) );
    metres += length;
  }
  constexpr double perKilometre = 1000;
  return metres > 0 ? turns / metres * perKilometre : std::numeric_limits<double>::quiet_NaN();
}

} // namespace calving
