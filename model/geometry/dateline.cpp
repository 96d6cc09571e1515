#include "model/geometry/dateline.h"

#include <algorithm>
#include <cmath>

#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

//! Takes longitudes one after the other, and gives each as near to the one before as turns allow.
class Unwrapping
{
public:
  explicit Unwrapping( double turn )
    : mTurn( turn )
  {
  }

  double next( double longitude )
  {
    const double step = longitude - mLast;
    const bool isFirst = !mStarted;
    mStarted = true;
    // Half a turn to the dot is meant as it is drawn, as in a rectangle around half of the Earth.
    if ( isFirst || std::abs( step ) <= mTurn / 2 * ( 1 + 1e-9 ) )
      return mLast = longitude;
    return mLast = longitude - mTurn * std::round( step / mTurn );
  }

private:
  double mTurn;
  double mLast = 0;
  bool mStarted = false;
};

void unwrapPiece( OGRSimpleCurve &piece, Unwrapping &unwrapping )
{
  for ( int i = 0; i < piece.getNumPoints(); ++i )
    piece.setPoint( i, unwrapping.next( piece.getX( i ) ), piece.getY( i ) );
}

struct Range
{
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
};

//! Of a turn: a tenth of a millimetre on the ground, and what rounding leaves of it.
constexpr double seam = 3e-12;
constexpr double rounding = 1e-9;

//! Moves the corners at \a end of \a polygon by \a distance.
void moveEnd( MapPolygon &polygon, double end, double distance, double turn )
{
  for ( Ring &ring : polygon )
    for ( std::array<double, 2> &corner : ring )
      if ( std::abs( corner[0] - end ) < rounding * turn )
        corner[0] = end + distance;
}

bool isDateLine( double longitude, double turn )
{
  return std::abs( std::remainder( longitude - turn / 2, turn ) ) < rounding * turn;
}

Range longitudesOf( const Ring &ring )
{
  Range range;
  for ( const auto &[x, y] : ring )
  {
    range.low = std::min( range.low, x );
    range.high = std::max( range.high, x );
  }
  return range;
}

} // namespace

void unwrap( OGRCurve &curve, double turn )
{
  Unwrapping unwrapping( turn );
  if ( wkbFlatten( curve.getGeometryType() ) == wkbCompoundCurve )
    for ( OGRCurve *piece : *curve.toCompoundCurve() )
      unwrapPiece( *piece->toSimpleCurve(), unwrapping );
  else
    unwrapPiece( *curve.toSimpleCurve(), unwrapping );
}

void unwrap( Ring &ring, double turn )
{
  Unwrapping unwrapping( turn );
  for ( std::array<double, 2> &corner : ring )
    corner[0] = unwrapping.next( corner[0] );
}

void closeRing( Ring &ring, double turn )
{
  if ( ring.empty() )
    return;
  const auto [firstX, firstY] = ring.front();
  const auto [lastX, lastY] = ring.back();
  if ( turn > 0 && std::abs( lastX - firstX ) > turn / 2 )
  {
    double latitudes = 0;
    for ( const auto &[x, y] : ring )
      latitudes += y;
    const double pole = latitudes > 0 ? turn / 4 : -turn / 4;
    ring.push_back( { lastX, pole } );
    ring.push_back( { firstX, pole } );
  }
  if ( ring.back() != ring.front() )
    ring.push_back( ring.front() );
}

std::vector<MapPolygon> overSeams( const MapPolygon &polygon, double turn )
{
  if ( turn <= 0 )
    return { polygon };
  const Range range = longitudesOf( polygon.front() );
  const bool isAllRound = range.high - range.low > turn * ( 1 - rounding );
  std::vector<MapPolygon> parts{ polygon };
  if ( isAllRound )
  {
    // In one piece it would overlap itself, and what it covers twice counts as not covered.
    const double middle = ( range.low + range.high ) / 2;
    parts = between( polygon, range.low - turn, middle );
    for ( MapPolygon &part : between( polygon, middle, range.high + turn ) )
      parts.push_back( std::move( part ) );
  }
  for ( MapPolygon &part : parts )
  {
    const auto [low, high] = longitudesOf( part.front() );
    if ( isAllRound || isDateLine( low, turn ) )
      moveEnd( part, low, -seam * turn, turn );
    if ( isAllRound || isDateLine( high, turn ) )
      moveEnd( part, high, seam * turn, turn );
  }
  return parts;
}

std::vector<MapPolygon> between( const MapPolygon &polygon, double left, double right )
{
  return within( polygon, { left, right, -HUGE_VAL, HUGE_VAL } );
}

std::vector<MapPolygon> within( const MapPolygon &polygon, const Extent &extent )
{
  const std::unique_ptr<OGRPolygon> shape = ogrPolygon( polygon );
  OGREnvelope box;
  shape->getEnvelope( &box );
  if ( box.MinX >= extent.left && box.MaxX <= extent.right && box.MinY >= extent.bottom &&
       box.MaxY <= extent.top )
    return { polygon };
  if ( box.MinX >= extent.right || box.MaxX <= extent.left || box.MinY >= extent.top ||
       box.MaxY <= extent.bottom )
    return {};
  const double left = std::max( extent.left, box.MinX - 1 );
  const double right = std::min( extent.right, box.MaxX + 1 );
  const double bottom = std::max( extent.bottom, box.MinY - 1 );
  const double top = std::min( extent.top, box.MaxY + 1 );
  const std::unique_ptr<OGRPolygon> band = ogrPolygon(
      { { { left, bottom }, { right, bottom }, { right, top }, { left, top }, { left, bottom } } } );
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const std::unique_ptr<OGRGeometry> whole( shape->IsValid() ? shape->clone() : shape->MakeValid() );
  const std::unique_ptr<OGRGeometry> part( whole ? whole->Intersection( band.get() ) : nullptr );
  return part ? polygonsIn( *part ) : std::vector<MapPolygon>();
}

void gatherHoles( MapPolygon &polygon, double turn )
{
  const Range outline = longitudesOf( polygon.front() );
  for ( std::size_t i = 1; i < polygon.size(); ++i )
  {
    const Range hole = longitudesOf( polygon[i] );
    const double turns = std::ceil( ( outline.low - hole.low ) / turn - 1e-9 );
    for ( std::array<double, 2> &corner : polygon[i] )
      corner[0] += turns * turn;
  }
}

} // namespace calving
