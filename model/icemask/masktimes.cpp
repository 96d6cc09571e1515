#include "model/icemask/masktimes.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "model/base/calendar.h"
#include "model/base/lettercase.h"
#include "model/error.h"
#include "model/scene/frontmoment.h"

namespace calving
{

namespace
{

constexpr std::size_t mostTimes = 10000;

double dayOf( const std::string &text, const std::string &key )
{
  const std::optional<FrontMoment> moment = momentOf( text );
  if ( !moment )
    throw Error( key + " holds “" + text + "”, which is no time. Write 2018-06-15 or 2018-06-15T12:00:00" +
                 ( key == "TIMES" ? ", several with commas between, or monthly or fronts." : "." ) );
  return moment->days();
}

//! A month, counted from January of the year 0.
int monthOf( double day )
{
  const CalendarDate date = dateOfDay( static_cast<int>( std::floor( day ) ) );
  return date.year * 12 + date.month - 1;
}

double startOfMonth( int month )
{
  return dayNumber( { month / 12, month % 12 + 1, 1 } );
}

MaskTime maskOfMonth( int month )
{
  const double begin = startOfMonth( month );
  const double end = startOfMonth( month + 1 );
  return { ( begin + end ) / 2, begin, end };
}

void requireFew( double count )
{
  if ( count > static_cast<double>( mostTimes ) )
    throw Error( "These would be masks of " + std::to_string( static_cast<long long>( count ) ) +
                 " times, more than 10000. Choose a later START or an earlier END, or fewer TIMES." );
}

std::vector<MaskTime> months( const IceMaskOptions &options, const std::vector<double> &fronts )
{
  int first = options.start.empty() ? monthOf( fronts.front() ) : monthOf( dayOf( options.start, "START" ) );
  int last = options.end.empty() ? monthOf( fronts.back() ) : monthOf( dayOf( options.end, "END" ) );
  if ( options.start.empty() && maskOfMonth( first ).at < fronts.front() && first < last )
    ++first;
  if ( options.end.empty() && maskOfMonth( last ).at > fronts.back() && last > first )
    --last;
  if ( last < first )
    throw Error( "END lies before START, so that there is no month to make masks of. Choose a later END; "
                 "without them, masks go from the first to the last front." );
  requireFew( last - first + 1.0 );
  std::vector<MaskTime> times;
  for ( int month = first; month <= last; ++month )
    times.push_back( maskOfMonth( month ) );
  return times;
}

//! Times that stand for what lies nearer to them than to others.
std::vector<MaskTime> bounded( std::vector<double> days )
{
  std::sort( days.begin(), days.end() );
  days.erase( std::unique( days.begin(), days.end() ), days.end() );
  requireFew( static_cast<double>( days.size() ) );
  if ( days.size() == 1 )
    return { { days.front(), std::floor( days.front() ), std::floor( days.front() ) + 1 } };
  std::vector<MaskTime> times;
  for ( std::size_t i = 0; i < days.size(); ++i )
  {
    const double before = i > 0 ? ( days[i] - days[i - 1] ) / 2 : ( days[1] - days[0] ) / 2;
    const double after = i + 1 < days.size() ? ( days[i + 1] - days[i] ) / 2 : before;
    times.push_back( { days[i], days[i] - before, days[i] + after } );
  }
  return times;
}

std::vector<double> listedDays( const std::string &text )
{
  std::vector<double> days;
  std::istringstream list( text );
  for ( std::string one; std::getline( list, one, ',' ); )
  {
    const std::size_t begin = one.find_first_not_of( " \t" );
    if ( begin == std::string::npos )
      continue;
    days.push_back( dayOf( one.substr( begin, one.find_last_not_of( " \t" ) + 1 - begin ), "TIMES" ) );
  }
  if ( days.empty() )
    throw Error( "TIMES holds no time. Write 2018-06-15, 2018-07-15, or monthly or fronts." );
  return days;
}

} // namespace

std::vector<MaskTime> maskTimes( const IceMaskOptions &options, const std::vector<double> &fronts )
{
  const std::string kind = lowerCase( options.times );
  if ( kind.empty() || kind == "monthly" )
    return months( options, fronts );
  return bounded( kind == "fronts" ? fronts : listedDays( options.times ) );
}

} // namespace calving
