#include "model/change/centreline.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "model/base/numbertext.h"
#include "model/change/boxcut.h"
#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

//! A straight piece as an origin, a unit vector along and its length.
struct Piece
{
  Point start;
  Point along;
  double length = 0;

  Piece( const Point &a, const Point &b )
    : start( a )
    , length( distance( a, b ) )
  {
    along = { ( b[0] - a[0] ) / length, ( b[1] - a[1] ) / length };
  }

  //! Metres along the piece, and to the left of it.
  Point coordinatesOf( const Point &point ) const
  {
    const double x = point[0] - start[0];
    const double y = point[1] - start[1];
    return { x * along[0] + y * along[1], y * along[0] - x * along[1] };
  }

  Point at( double ahead, double left ) const
  {
    return { start[0] + ahead * along[0] - left * along[1], start[1] + ahead * along[1] + left * along[0] };
  }
};

Line withoutRepeats( const Line &points )
{
  Line result;
  for ( const Point &point : points )
    if ( result.empty() || result.back() != point )
      result.push_back( point );
  return result;
}

bool crossesItself( const Line &points )
{
  OGRLineString line;
  for ( const Point &point : points )
    line.addPoint( point[0], point[1] );
  return !line.IsSimple();
}

//! Metres along the piece from \a a to \a b where that from \a c to \a d meets it; empty where it does not.
std::optional<double> meeting( const Point &a, const Point &b, const Point &c, const Point &d )
{
  if ( std::max( c[0], d[0] ) < std::min( a[0], b[0] ) || std::max( a[0], b[0] ) < std::min( c[0], d[0] ) ||
       std::max( c[1], d[1] ) < std::min( a[1], b[1] ) || std::max( a[1], b[1] ) < std::min( c[1], d[1] ) )
    return {};
  const Piece piece( a, b );
  const Point from = piece.coordinatesOf( c );
  const Point to = piece.coordinatesOf( d );
  if ( ( from[1] > 0 ) == ( to[1] > 0 ) && from[1] != 0 && to[1] != 0 )
    return {};
  const double share = from[1] == to[1] ? 0 : from[1] / ( from[1] - to[1] );
  const double along = from[0] + share * ( to[0] - from[0] );
  if ( along < 0 || along > piece.length )
    return {};
  return along;
}

MapPolygon sector( const Point &centre, const Point &from, const Point &to )
{
  constexpr double step = M_PI / 90;
  const double start = std::atan2( from[1] - centre[1], from[0] - centre[0] );
  double turn = std::atan2( to[1] - centre[1], to[0] - centre[0] ) - start;
  turn -= 2 * M_PI * std::round( turn / ( 2 * M_PI ) );
  const double radius = distance( centre, from );
  const int pieces = std::max( 1, static_cast<int>( std::ceil( std::abs( turn ) / step ) ) );
  Ring ring{ centre };
  for ( int i = 0; i <= pieces; ++i )
  {
    const double angle = start + turn * i / pieces;
    ring.push_back( { centre[0] + radius * std::cos( angle ), centre[1] + radius * std::sin( angle ) } );
  }
  ring.push_back( centre );
  return { ring };
}

} // namespace

std::optional<double> firstCrossing( const Line &line, const std::vector<Line> &front )
{
  double walked = 0;
  for ( std::size_t i = 1; i < line.size(); ++i )
  {
    std::optional<double> first;
    for ( const Line &part : front )
      for ( std::size_t j = 1; j < part.size(); ++j )
        if ( const std::optional<double> met = meeting( line[i - 1], line[i], part[j - 1], part[j] ) )
          first = std::min( first.value_or( *met ), *met );
    if ( first )
      return walked + *first;
    walked += distance( line[i - 1], line[i] );
  }
  return {};
}

Centreline::Centreline( Line points, const std::string &what )
  : mPoints( withoutRepeats( points ) )
{
  if ( mPoints.size() < 2 )
    throw Error( what + " has no length. Draw a line of two points or more, from the ice to the ocean." );
  if ( crossesItself( mPoints ) )
    throw Error( what +
                 " crosses itself, so that metres along it say nothing. Draw it without loops, from the "
                 "ice to the ocean." );
  mAlong.push_back( 0 );
  for ( std::size_t i = 1; i < mPoints.size(); ++i )
    mAlong.push_back( mAlong.back() + distance( mPoints[i - 1], mPoints[i] ) );
}

Centreline Centreline::reversed() const
{
  return { Line( mPoints.rbegin(), mPoints.rend() ), {} };
}

std::optional<double> Centreline::firstCrossing( const std::vector<Line> &front ) const
{
  return calving::firstCrossing( mPoints, front );
}

Point Centreline::directionAt( double metres ) const
{
  const auto after = std::upper_bound( mAlong.begin() + 1, mAlong.end() - 1, metres );
  const std::size_t i = after - mAlong.begin();
  return Piece( mPoints[i - 1], mPoints[i] ).along;
}

Point Centreline::pointAt( double metres ) const
{
  const auto after = std::upper_bound( mAlong.begin() + 1, mAlong.end() - 1, metres );
  const std::size_t i = after - mAlong.begin();
  return Piece( mPoints[i - 1], mPoints[i] ).at( metres - mAlong[i - 1], 0 );
}

Centreline::Place Centreline::placeOf( const Point &point ) const
{
  Place nearest;
  double least = std::numeric_limits<double>::infinity();
  for ( std::size_t i = 1; i < mPoints.size(); ++i )
  {
    const Piece piece( mPoints[i - 1], mPoints[i] );
    const Point place = piece.coordinatesOf( point );
    const double along = std::clamp( place[0], 0.0, piece.length );
    const double away = std::hypot( place[0] - along, place[1] );
    if ( away < least )
    {
      least = away;
      nearest = { mAlong[i - 1] + along, std::copysign( away, place[1] ) };
    }
  }
  return nearest;
}

double Centreline::extrapolated( const Point &point ) const
{
  double weights = 0;
  double sum = 0;
  for ( std::size_t i = 1; i < mPoints.size(); ++i )
  {
    const Piece piece( mPoints[i - 1], mPoints[i] );
    const Point place = piece.coordinatesOf( point );
    // Nearer than this, the weight is that of a point on the line, where the integral has no limit.
    constexpr double nearest = 1e-3;
    const double away = std::max( std::abs( place[1] ), nearest );
    const double from = -place[0];
    const double to = piece.length - place[0];
    const double weight = ( std::atan( to / away ) - std::atan( from / away ) ) / away;
    weights += weight;
    sum += ( mAlong[i - 1] + place[0] ) * weight +
           0.5 * std::log( ( to * to + away * away ) / ( from * from + away * away ) );
  }
  return sum / weights;
}

Line Centreline::parallel( double offset ) const
{
  Line result;
  for ( std::size_t i = 0; i < mPoints.size(); ++i )
  {
    const Point &before = mPoints[i == 0 ? 0 : i - 1];
    const Point &after = mPoints[i + 1 == mPoints.size() ? i : i + 1];
    const Point arriving = i == 0 ? Piece( mPoints[0], after ).along : Piece( before, mPoints[i] ).along;
    const Point leaving = i + 1 == mPoints.size() ? arriving : Piece( mPoints[i], after ).along;
    const Point sum{ arriving[0] + leaving[0], arriving[1] + leaving[1] };
    // The corner of two parallels: longer than the offset by half the bend's secant.
    const double scale = 2 * offset / ( sum[0] * sum[0] + sum[1] * sum[1] );
    const Point corner{ mPoints[i][0] - scale * sum[1], mPoints[i][1] + scale * sum[0] };
    constexpr double kept = 0.99;
    if ( std::isfinite( scale ) && std::abs( placeOf( corner ).beside ) >= kept * std::abs( offset ) )
      result.push_back( corner );
  }
  return result.size() < 2 ? Line() : result;
}

MeasuringBox Centreline::corridor( double left, double right ) const
{
  std::vector<MapPolygon> pieces;
  for ( std::size_t i = 1; i < mPoints.size(); ++i )
  {
    const Piece piece( mPoints[i - 1], mPoints[i] );
    pieces.push_back( { { piece.at( 0, left ), piece.at( 0, -right ), piece.at( piece.length, -right ),
                          piece.at( piece.length, left ), piece.at( 0, left ) } } );
    if ( i == 1 )
      continue;
    // Outside a bend, what lies within reach of its corner alone.
    const Piece before( mPoints[i - 2], mPoints[i - 1] );
    const bool bendsLeft = before.coordinatesOf( mPoints[i] )[1] > 0;
    const double reach = bendsLeft ? -right : left;
    if ( reach != 0 )
      pieces.push_back( sector( mPoints[i - 1], before.at( before.length, reach ), piece.at( 0, reach ) ) );
  }
  const Piece first( mPoints[0], mPoints[1] );
  const Piece last( mPoints[mPoints.size() - 2], mPoints.back() );
  MeasuringBox box;
  const double width = left + right;
  const std::vector<MapPolygon> whole = width < leastWidth ? std::vector<MapPolygon>() : unionOf( pieces );
  if ( whole.empty() )
    throw Error( "A box along the centreline that is " + numberText( width, Decimals{ 1 } ) + " m wide and " +
                 numberText( length(), Decimals{ 1 } ) +
                 " m long is too small to be cut. Give BOX_WIDTH, in metres, and draw CENTRELINE through all "
                 "fronts." );
  box.outline = *std::max_element( whole.begin(), whole.end(),
                                   []( const MapPolygon &a, const MapPolygon &b )
                                   { return areaOf( a ) < areaOf( b ); } );
  box.upstream = { { first.at( 0, left ), first.at( 0, -right ) } };
  box.ocean = { { last.at( last.length, left ), last.at( last.length, -right ) } };
  box.width = width;
  return box;
}

} // namespace calving
