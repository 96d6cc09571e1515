#include "model/change/datedfront.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "model/base/listednames.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! How many names a sentence lists.
constexpr std::size_t most = 3;

void requireLines( const std::vector<FrontRecord> &records )
{
  if ( records.empty() )
    throw Error( "The layer of fronts is empty. Choose one that holds a line for each date." );
  std::set<std::string> sources;
  for ( const FrontRecord &record : records )
  {
    if ( !record.lines.empty() )
      return;
    sources.insert( record.source );
  }
  throw Error( "No feature of " + listedNames( sources, most ) +
               " is a line. Choose a layer that holds a line for each date." );
}

void requireOneKindOfSystem( const std::vector<FrontRecord> &records )
{
  std::set<std::string> with;
  std::set<std::string> without;
  for ( const FrontRecord &record : records )
    ( record.crs.empty() ? without : with ).insert( record.source );
  if ( !with.empty() && !without.empty() )
    throw Error(
        "The layer " + *with.begin() + " has a coordinate reference system, and " + *without.begin() +
        " has none, so that they cannot be compared. Assign one to it, in QGIS with “Assign projection”." );
}

bool looksLikeDegrees( const Line &line )
{
  return std::all_of( line.begin(), line.end(),
                      []( const Point &point )
                      { return std::abs( point[0] ) <= 360 && std::abs( point[1] ) <= 90; } );
}

//! Coordinates without a system can be measured only where they are metres.
void requireMetres( const std::vector<FrontRecord> &records, const Feedback &feedback )
{
  if ( !records.front().crs.empty() )
    return;
  const std::string &source = records.front().source;
  if ( std::all_of( records.begin(), records.end(),
                    []( const FrontRecord &record )
                    { return std::all_of( record.lines.begin(), record.lines.end(), looksLikeDegrees ); } ) )
    throw Error( "The layer " + source +
                 " has no coordinate reference system, and its coordinates look like degrees, in which "
                 "nothing can be measured. Assign the system to it, in QGIS with “Assign projection”." );
  feedback.warn( "The layer " + source +
                 " has no coordinate reference system: its coordinates are taken as metres on the ground." );
}

void warnOfErrors( const std::vector<FrontRecord> &records, const Feedback &feedback )
{
  std::set<std::string> unread;
  std::set<std::string> sources;
  for ( const FrontRecord &record : records )
    if ( !record.unreadError.empty() )
    {
      unread.insert( "“" + record.unreadError + "”" );
      sources.insert( record.source );
    }
  if ( !unread.empty() )
    feedback.warn( "These errors of " + listedNames( sources, most ) +
                   " are no metres from 0 on: " + listedNames( unread, most ) +
                   ". They count as not said. Write them with a point (12.5), or choose another field as "
                   "ERROR_FIELD." );
}

bool isSameFront( const DatedFront &front, const FrontRecord &record, const FrontMoment &moment )
{
  return front.moment.day == moment.day && front.moment.ofDay == moment.ofDay &&
         front.imageId == record.imageId && front.crs == record.crs;
}

void add( const FrontRecord &record, std::size_t number, const FrontMoment &moment,
          std::vector<DatedFront> &fronts )
{
  auto found =
      std::find_if( fronts.begin(), fronts.end(),
                    [&]( const DatedFront &front ) { return isSameFront( front, record, moment ); } );
  if ( found == fronts.end() )
    found = fronts.insert( fronts.end(),
                           { moment, record.imageId, record.error, record.crs, {}, record.isOceanLeft, {} } );
  DatedFront &front = *found;
  for ( const Line &line : record.lines )
    if ( hasLength( line ) )
    {
      front.parts.push_back( line );
      if ( front.records.empty() || front.records.back() != number )
        front.records.push_back( number );
    }
  front.isOceanLeft = front.isOceanLeft && record.isOceanLeft;
}

} // namespace

void requireMeasurable( const std::vector<FrontRecord> &records, const Feedback &feedback )
{
  requireLines( records );
  requireOneKindOfSystem( records );
  requireMetres( records, feedback );
}

std::vector<std::optional<FrontMoment>> momentsOf( const std::vector<FrontRecord> &records )
{
  std::vector<std::string> texts;
  for ( const FrontRecord &record : records )
    texts.push_back( record.dateText );
  const std::vector<std::optional<FrontMoment>> moments = momentsOf( texts );
  std::set<std::string> unread;
  std::set<std::string> sources;
  for ( std::size_t i = 0; i < texts.size(); ++i )
    if ( !texts[i].empty() && !moments[i] )
    {
      unread.insert( "“" + texts[i] + "”" );
      sources.insert( records[i].source );
    }
  if ( !unread.empty() )
    throw Error(
        "These dates of " + listedNames( sources, most ) + " cannot be read: " + listedNames( unread, most ) +
        ". Write them as year-month-day (2018-06-02), or choose another field as DATE_FIELD; where day and "
        "month could be either way round, nobody can tell." );
  if ( std::none_of( moments.begin(), moments.end(),
                     []( const auto &moment ) { return moment.has_value(); } ) )
    throw Error(
        "No front of " + records.front().source +
        " has a date: neither its attributes nor the layer's name tell one. Add a field “date”, or choose "
        "the field that holds it as DATE_FIELD." );
  return moments;
}

std::map<std::string, std::vector<DatedFront>> frontsByGlacier( const std::vector<FrontRecord> &records,
                                                                const Feedback &feedback )
{
  requireMeasurable( records, feedback );
  warnOfErrors( records, feedback );
  const std::vector<std::optional<FrontMoment>> moments = momentsOf( records );
  std::map<std::string, std::vector<DatedFront>> glaciers;
  int undated = 0;
  for ( std::size_t i = 0; i < records.size(); ++i )
    if ( moments[i] )
      add( records[i], i, *moments[i], glaciers[records[i].glacier] );
    else
      ++undated;
  if ( undated > 0 )
    feedback.warn( "Lines without a date, which are left out: " + std::to_string( undated ) + "." );
  const std::ptrdiff_t empty =
      std::count_if( records.begin(), records.end(),
                     []( const FrontRecord &record )
                     { return std::none_of( record.lines.begin(), record.lines.end(), hasLength ); } );
  if ( empty > 0 )
    feedback.warn(
        "Features without a line that has a length, which are left out: " + std::to_string( empty ) + "." );
  for ( auto &[glacier, fronts] : glaciers )
  {
    fronts.erase( std::remove_if( fronts.begin(), fronts.end(),
                                  []( const DatedFront &front ) { return front.parts.empty(); } ),
                  fronts.end() );
    std::stable_sort( fronts.begin(), fronts.end(),
                      []( const DatedFront &a, const DatedFront &b )
                      { return a.moment.days() < b.moment.days(); } );
  }
  return glaciers;
}

} // namespace calving
