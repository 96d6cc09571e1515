#include "model/check/glacierseries.h"

#include <algorithm>
#include <cmath>

#include "model/base/quantile.h"
#include "model/change/flowdirection.h"
#include "model/change/frontshape.h"

namespace calving
{

namespace
{

//! A point on the front that lies in the middle of all from west to east: one front far away does not draw
//! the plane there.
Point middlePoint( const std::vector<std::size_t> &places, const std::vector<FrontRecord> &records,
                   const std::string &crs )
{
  std::vector<Point> points;
  for ( const std::size_t place : places )
    if ( records[place].crs == crs )
      for ( const Line &line : records[place].lines )
        if ( hasLength( line ) )
          points.push_back( line[line.size() / 2] );
  std::nth_element( points.begin(), points.begin() + points.size() / 2, points.end() );
  return points[points.size() / 2];
}

SeriesFront frontOf( std::size_t place, const FrontRecord &record, const std::optional<FrontMoment> &moment,
                     const GlacierPlane &plane )
{
  SeriesFront front;
  front.records = { place };
  front.moment = moment;
  front.imageId = record.imageId;
  front.sensor = record.sensor;
  front.singleMetres = record.singleMetres;
  for ( const Line &line : record.lines )
    if ( hasLength( line ) )
      front.parts.push_back(
          plane.project( line, record.crs,
                         "A front of " + ( moment ? moment->date() : "no date" ) + " in " + record.source ) );
  return front;
}

bool isOneImage( const SeriesFront &a, const SeriesFront &b )
{
  return a.moment && b.moment && a.moment->day == b.moment->day && a.moment->ofDay == b.moment->ofDay &&
         a.imageId == b.imageId && a.sensor == b.sensor;
}

void addParts( const SeriesFront &other, SeriesFront &front )
{
  front.records.insert( front.records.end(), other.records.begin(), other.records.end() );
  front.parts.insert( front.parts.end(), other.parts.begin(), other.parts.end() );
  front.reaches.insert( front.reaches.end(), other.reaches.begin(), other.reaches.end() );
}

bool isEarlier( const SeriesFront &a, const SeriesFront &b )
{
  if ( !a.moment || !b.moment )
    return a.moment.has_value() && !b.moment.has_value();
  return a.moment->days() < b.moment->days();
}

//! Lines in the order of time, those of one front together.
std::vector<SeriesFront> joined( std::vector<SeriesFront> lines )
{
  std::stable_sort( lines.begin(), lines.end(), isEarlier );
  std::vector<SeriesFront> fronts;
  for ( SeriesFront &line : lines )
  {
    bool isPart = false;
    for ( std::size_t i = fronts.size(); i-- > 0 && !isPart && isOneImage( fronts[i], line ); )
      if ( !fronts[i].overlaps( line ) )
      {
        addParts( line, fronts[i] );
        isPart = true;
      }
    if ( !isPart )
      fronts.push_back( std::move( line ) );
  }
  return fronts;
}

double medianSpacing( const std::vector<SeriesFront> &fronts )
{
  std::vector<double> spacings;
  for ( const SeriesFront &front : fronts )
    spacings.push_back( frontShape( front.parts ).nodeSpacing );
  return quantile( spacings, 0.5 );
}

} // namespace

bool SeriesFront::overlaps( const SeriesFront &other ) const
{
  constexpr double most = 0.5;
  for ( const AcrossReach &a : reaches )
    for ( const AcrossReach &b : other.reaches )
      if ( a.shareWith( b ) >= most )
        return true;
  return false;
}

double SeriesFront::length() const
{
  double sum = 0;
  for ( const Line &part : parts )
    sum += lengthOf( part );
  return sum;
}

std::vector<std::size_t> GlacierSeries::series() const
{
  std::vector<std::size_t> places;
  for ( std::size_t i = 0; i < fronts.size(); ++i )
    if ( fronts[i].moment && !fronts[i].isTwin() )
      places.push_back( i );
  return places;
}

GlacierSeries glacierSeries( const std::string &glacier, const std::vector<std::size_t> &places,
                             const std::vector<FrontRecord> &records,
                             const std::vector<std::optional<FrontMoment>> &moments,
                             const Feedback &feedback )
{
  GlacierSeries series;
  series.glacier = glacier;
  const auto first = std::find_if(
      places.begin(), places.end(),
      [&records]( std::size_t place )
      { return std::any_of( records[place].lines.begin(), records[place].lines.end(), hasLength ); } );
  const std::string &crs = records[*first].crs;
  const auto plane = std::make_shared<GlacierPlane>( crs, middlePoint( places, records, crs ) );
  series.plane = plane;
  std::vector<SeriesFront> lines;
  std::vector<std::vector<Line>> shapes;
  for ( const std::size_t place : places )
  {
    feedback.check();
    SeriesFront line = frontOf( place, records[place], moments[place], *plane );
    if ( line.parts.empty() )
      continue;
    shapes.push_back( line.parts );
    lines.push_back( std::move( line ) );
  }
  if ( const std::optional<Point> axis = flowAxis( shapes ) )
  {
    series.flow = *axis;
    series.hasFlow = true;
  }
  for ( SeriesFront &line : lines )
    line.reaches = { acrossReach( line.parts, series.flow ) };
  series.step = 2 * medianSpacing( lines );
  series.fronts = joined( std::move( lines ) );
  return series;
}

} // namespace calving
