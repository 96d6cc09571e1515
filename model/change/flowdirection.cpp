#include "model/change/flowdirection.h"

#include <algorithm>
#include <cmath>

#include "model/change/frontshape.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! The mean of what lies on the left of \a fronts, walking along them.
Point leftOf( const std::vector<std::vector<Line>> &fronts )
{
  Point sum{ 0, 0 };
  for ( const std::vector<Line> &front : fronts )
    for ( const Line &part : front )
      sum = { sum[0] - ( part.back()[1] - part.front()[1] ), sum[1] + part.back()[0] - part.front()[0] };
  return sum;
}

double dot( const Point &a, const Point &b )
{
  return a[0] * b[0] + a[1] * b[1];
}

//! \a axis or its opposite, whichever looks the way of \a side.
Point turned( const Point &axis, const Point &side )
{
  const double sign = dot( axis, side ) < 0 ? -1 : 1;
  return { sign * axis[0], sign * axis[1] };
}

//! The way along \a centreline where \a fronts cross it most often.
Point alongCentreline( const Centreline &centreline, const std::vector<std::vector<Line>> &fronts )
{
  std::vector<double> crossings;
  for ( const std::vector<Line> &front : fronts )
    if ( const std::optional<double> crossing = centreline.firstCrossing( front ) )
      crossings.push_back( *crossing );
  if ( crossings.empty() )
    return centreline.directionAt( centreline.placeOf( middleOf( fronts ) ).along );
  std::sort( crossings.begin(), crossings.end() );
  return centreline.directionAt( crossings[crossings.size() / 2] );
}

//! The axis along which the ice flows, one way or the other.
Point axisOf( const std::vector<std::vector<Line>> &fronts, const OceanHints &hints )
{
  if ( const std::optional<Point> axis = flowAxis( fronts ) )
    return *axis;
  if ( hints.centreline )
    return alongCentreline( *hints.centreline, fronts );
  throw Error(
      "The fronts are closed, or run in all directions, so that they do not tell which way the ice flows: "
      "give DIRECTION or CENTRELINE." );
}

Point meanOf( const std::vector<Point> &points )
{
  Point sum{ 0, 0 };
  for ( const Point &point : points )
    sum = { sum[0] + point[0], sum[1] + point[1] };
  return { sum[0] / points.size(), sum[1] / points.size() };
}

} // namespace

std::optional<Point> flowAxis( const std::vector<std::vector<Line>> &fronts )
{
  // Twice the angle: directions and their opposites then add up.
  double cosine = 0;
  double sine = 0;
  double metres = 0;
  for ( const std::vector<Line> &front : fronts )
    for ( const Line &part : front )
    {
      const double x = part.back()[0] - part.front()[0];
      const double y = part.back()[1] - part.front()[1];
      const double angle = 2 * std::atan2( y, x );
      cosine += std::hypot( x, y ) * std::cos( angle );
      sine += std::hypot( x, y ) * std::sin( angle );
      metres += lengthOf( part );
    }
  constexpr double least = 0.05;
  if ( std::hypot( cosine, sine ) < least * metres )
    return {};
  const double axis = std::atan2( sine, cosine ) / 2;
  return Point{ -std::sin( axis ), std::cos( axis ) };
}

Point middleOf( const std::vector<std::vector<Line>> &fronts )
{
  std::vector<Point> points;
  for ( const std::vector<Line> &front : fronts )
    for ( const Line &part : front )
      points.insert( points.end(), part.begin(), part.end() );
  return meanOf( points );
}

double FlowDirection::azimuth() const
{
  const double degrees = std::atan2( towardsOcean[0], towardsOcean[1] ) * 180 / M_PI;
  return degrees < 0 ? degrees + 360 : degrees;
}

FlowDirection flowDirection( const std::vector<std::vector<Line>> &fronts, const OceanHints &hints )
{
  if ( hints.azimuth )
  {
    const double angle = *hints.azimuth * M_PI / 180;
    return { { std::sin( angle ), std::cos( angle ) }, "DIRECTION says so" };
  }
  if ( !hints.ocean.empty() )
  {
    const Point axis = axisOf( fronts, hints );
    const Point centre = middleOf( fronts );
    const Point target = meanOf( hints.ocean );
    const Point way{ target[0] - centre[0], target[1] - centre[1] };
    constexpr double sidewards = 0.1;
    if ( std::abs( dot( axis, way ) ) < sidewards * std::hypot( way[0], way[1] ) )
      throw Error(
          "OCEAN lies beside the fronts rather than before them, so that it does not say on which side "
          "the ocean is. Give a point in the water in front of the glacier." );
    return { turned( axis, way ), "OCEAN lies there" };
  }
  if ( hints.centreline )
    return { alongCentreline( *hints.centreline, fronts ), "the centreline leads there" };
  if ( hints.isOnLeft )
    return { turned( axisOf( fronts, hints ), leftOf( fronts ) ),
             "fronts of this program have the ocean on their left" };
  throw Error(
      "Nothing says on which side of the fronts the ocean is, so that advance cannot be told from "
      "retreat. Give OCEAN, a point or polygon in the water, DIRECTION, the direction of the ice's flow, "
      "or CENTRELINE, drawn from the ice to the ocean." );
}

} // namespace calving
