#include "model/base/utctime.h"

#include <cmath>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"

namespace calving
{

namespace
{

constexpr std::int64_t nanosecondsPerSecond = 1000000000;
constexpr std::int64_t secondsPerDay = 86400;

//! 1 January 2000, from which the calendar counts, as days since 1970-01-01.
constexpr std::int64_t calendarStart = 10957;

//! Takes \a digits digits and the character \a after (none if 0) off the front of \a text; -1 if they are not
//! there.
int takeNumber( std::string_view &text, std::size_t digits, char after )
{
  const std::size_t length = digits + ( after ? 1 : 0 );
  if ( text.size() < length || ( after && text[digits] != after ) )
    return -1;
  const int value = numberOfDigits( text.substr( 0, digits ) ).value_or( -1 );
  text.remove_prefix( length );
  return value;
}

//! Nanoseconds of ".153776"; the text must be nothing but a point and digits.
std::optional<std::int64_t> fraction( std::string_view text )
{
  if ( text.empty() )
    return 0;
  if ( text[0] != '.' )
    return std::nullopt;
  std::int64_t value = 0;
  std::int64_t unit = nanosecondsPerSecond / 10;
  for ( const char digit : text.substr( 1 ) )
  {
    if ( digit < '0' || digit > '9' )
      return std::nullopt;
    value += unit * ( digit - '0' );
    unit /= 10;
  }
  return value;
}

} // namespace

std::optional<UtcTime> UtcTime::parse( std::string_view text )
{
  if ( text.substr( 0, 4 ) == "UTC=" )
    text.remove_prefix( 4 );
  if ( !text.empty() && text.back() == 'Z' )
    text.remove_suffix( 1 );
  const int year = takeNumber( text, 4, '-' );
  const int month = takeNumber( text, 2, '-' );
  const int day = takeNumber( text, 2, 'T' );
  const int hour = takeNumber( text, 2, ':' );
  const int minute = takeNumber( text, 2, ':' );
  const int second = takeNumber( text, 2, 0 );
  const bool valid = year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
                     hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
  const std::optional<std::int64_t> rest = fraction( text );
  if ( !valid || !rest )
    return std::nullopt;
  const std::int64_t days = dayNumber( { year, month, day } ) + calendarStart;
  const std::int64_t seconds = days * secondsPerDay + hour * 3600LL + minute * 60LL + second;
  return UtcTime{ seconds * nanosecondsPerSecond + *rest };
}

std::string UtcTime::text() const
{
  const std::int64_t microseconds = ( nanoseconds + 500 ) / 1000;
  const std::int64_t seconds = microseconds / 1000000;
  const std::int64_t ofDay = seconds % secondsPerDay;
  return isoDate( static_cast<int>( seconds / secondsPerDay - calendarStart ) ) + "T" +
         paddedNumber( ofDay / 3600, 2 ) + ":" + paddedNumber( ofDay / 60 % 60, 2 ) + ":" +
         paddedNumber( ofDay % 60, 2 ) + "." + paddedNumber( microseconds % 1000000, 6 );
}

std::string UtcTime::compact() const
{
  std::string result;
  for ( const char letter : text().substr( 0, 19 ) )
    if ( letter != '-' && letter != ':' )
      result += letter;
  return result;
}

UtcTime operator+( UtcTime time, double seconds )
{
  return { time.nanoseconds + std::llround( seconds * 1e9 ) };
}

} // namespace calving
