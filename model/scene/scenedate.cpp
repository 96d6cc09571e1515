#include "model/scene/scenedate.h"

#include <algorithm>
#include <regex>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"

namespace calving
{

namespace
{

//! 0 where there are no \a count digits at \a from.
int digitsAt( const std::string &text, std::size_t from, std::size_t count )
{
  return numberOfDigits( text.substr( from, count ) ).value_or( 0 );
}

CalendarDate calendarDate( const std::string &date )
{
  return { digitsAt( date, 0, 4 ), digitsAt( date, 5, 2 ), digitsAt( date, 8, 2 ) };
}

//! YYYYMMDDTHHMMSS of a time that may have signs between its numbers.
std::string compact( std::string stamp )
{
  stamp.erase( std::remove_if( stamp.begin(), stamp.end(), []( char c ) { return c == '-' || c == ':'; } ),
               stamp.end() );
  return stamp.substr( 0, 15 );
}

//! Seconds since 2000 of YYYYMMDDTHHMMSS.
long secondsOf( const std::string &stamp )
{
  return dayNumber( calendarDate( isoDate( stamp ) ) ) * 86400L + digitsAt( stamp, 9, 2 ) * 3600 +
         digitsAt( stamp, 11, 2 ) * 60 + digitsAt( stamp, 13, 2 );
}

std::string isoDateTime( long seconds )
{
  const long day = seconds / 86400 - ( seconds % 86400 < 0 );
  const long rest = seconds - day * 86400;
  return isoDate( static_cast<int>( day ) ) + "T" + paddedNumber( rest / 3600, 2 ) + ":" +
         paddedNumber( rest / 60 % 60, 2 ) + ":" + paddedNumber( rest % 60, 2 );
}

} // namespace

std::string middleOf( const std::string &start, const std::string &stop )
{
  const std::string first = compact( start );
  const std::string last = compact( stop );
  if ( isoDate( first ).empty() || isoDate( last ).empty() || first.size() < 15 || last.size() < 15 )
    return {};
  return isoDateTime( ( secondsOf( first ) + secondsOf( last ) ) / 2 );
}

std::string isoDate( const std::string &text )
{
  static const std::regex form( R"((\d{4})[-:]?(\d{2})[-:]?(\d{2}).*)" );
  std::smatch part;
  if ( !std::regex_match( text, part, form ) )
    return {};
  const std::string date = part[1].str() + '-' + part[2].str() + '-' + part[3].str();
  const CalendarDate parts = calendarDate( date );
  if ( parts.year < 1970 || parts.year > 2100 || parts.month < 1 || parts.month > 12 || parts.day < 1 )
    return {};
  // A day that does not exist comes back as another one.
  return isoDate( dayNumber( parts ) ) == date ? date : std::string();
}

double decimalYear( const std::string &date )
{
  if ( isoDate( date ).empty() )
    return 0;
  const CalendarDate parts = calendarDate( date );
  const double days = dayNumber( { parts.year + 1, 1, 1 } ) - dayNumber( { parts.year, 1, 1 } );
  static const std::regex time( R"(.{10}T(\d{2}):(\d{2}):(\d{2}).*)" );
  std::smatch clock;
  const double ofDay =
      std::regex_match( date, clock, time )
          ? ( std::stoi( clock[1] ) + ( std::stoi( clock[2] ) + std::stoi( clock[3] ) / 60.0 ) / 60 ) / 24
          : 0.5;
  return parts.year + ( dayOfYear( dayNumber( parts ) ) + ofDay ) / days;
}

} // namespace calving
