#include "model/check/twinfronts.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "model/change/frontshape.h"
#include "model/geometry/nearestsegment.h"

namespace calving
{

namespace
{

NearestSegment segmentsOf( const SeriesFront &front )
{
  std::vector<Segment> segments;
  for ( const Line &part : front.parts )
    for ( std::size_t i = 1; i < part.size(); ++i )
      segments.push_back( { part[i - 1], part[i] } );
  return NearestSegment( std::move( segments ) );
}

//! From all along \a front to \a other.
double meanDistance( const SeriesFront &front, const SeriesFront &other, double step )
{
  const NearestSegment nearest = segmentsOf( other );
  double sum = 0;
  double metres = 0;
  for ( const FrontSample &sample : sampled( front.parts, step ) )
  {
    sum += sample.metres * nearest.find( sample.point ).distance;
    metres += sample.metres;
  }
  return sum / metres;
}

bool isOnePass( const SeriesFront &a, const SeriesFront &b )
{
  constexpr double hour = 1.0 / 24;
  return !a.moment->hasTime || !b.moment->hasTime || std::abs( a.moment->days() - b.moment->days() ) < hour;
}

void markSameDays( GlacierSeries &series )
{
  std::map<std::pair<int, std::string>, std::vector<std::size_t>> days;
  for ( std::size_t i = 0; i < series.fronts.size(); ++i )
    if ( series.fronts[i].moment )
      days[{ series.fronts[i].moment->day, series.fronts[i].sensor }].push_back( i );
  for ( auto &[day, places] : days )
  {
    std::vector<std::size_t> kept;
    for ( const std::size_t place : places )
    {
      SeriesFront &front = series.fronts[place];
      const auto twin = std::find_if( kept.begin(), kept.end(),
                                      [&]( std::size_t other ) {
                                        return isOnePass( front, series.fronts[other] ) &&
                                               front.overlaps( series.fronts[other] );
                                      } );
      if ( twin == kept.end() )
        kept.push_back( place );
      else
        front.twinMetres = meanDistance( front, series.fronts[*twin], series.step );
    }
  }
}

//! What two fronts of one shape have in common.
struct ShapeKey
{
  std::size_t place = 0;
  Point middle{};
  double length = 0;
};

ShapeKey keyOf( std::size_t place, const SeriesFront &front )
{
  ShapeKey key;
  key.place = place;
  for ( const Line &part : front.parts )
    for ( std::size_t i = 1; i < part.size(); ++i )
    {
      const double metres = distance( part[i - 1], part[i] );
      key.length += metres;
      for ( int axis = 0; axis < 2; ++axis )
        key.middle[axis] += metres * ( part[i - 1][axis] + part[i][axis] ) / 2;
    }
  key.middle = { key.middle[0] / key.length, key.middle[1] / key.length };
  return key;
}

void markSameShapes( GlacierSeries &series )
{
  constexpr double tolerance = 1;
  std::vector<ShapeKey> keys;
  for ( std::size_t i = 0; i < series.fronts.size(); ++i )
    if ( !series.fronts[i].isTwin() )
      keys.push_back( keyOf( i, series.fronts[i] ) );
  // By their middles from west to east, each is compared with the few that lie within the tolerance.
  std::sort( keys.begin(), keys.end(),
             []( const ShapeKey &a, const ShapeKey &b ) { return a.middle[0] < b.middle[0]; } );
  std::deque<ShapeKey> near;
  for ( const ShapeKey &key : keys )
  {
    while ( !near.empty() && near.front().middle[0] < key.middle[0] - tolerance )
      near.pop_front();
    bool isKept = true;
    for ( ShapeKey &other : near )
    {
      if ( std::abs( other.middle[1] - key.middle[1] ) > tolerance ||
           std::abs( other.length - key.length ) > tolerance )
        continue;
      const std::size_t later = std::max( key.place, other.place );
      const double metres = meanDistance( series.fronts[later],
                                          series.fronts[std::min( key.place, other.place )], series.step );
      if ( metres > tolerance )
        continue;
      series.fronts[later].twinMetres = metres;
      // The earlier of both stands for the shape from now on.
      other.place = std::min( key.place, other.place );
      isKept = false;
      break;
    }
    if ( isKept )
      near.push_back( key );
  }
}

} // namespace

void markTwins( GlacierSeries &series )
{
  markSameDays( series );
  markSameShapes( series );
}

} // namespace calving
