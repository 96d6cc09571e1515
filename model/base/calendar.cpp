#include "model/base/calendar.h"

#include <charconv>

#include "model/error.h"

namespace calving
{

namespace
{

// Days of four hundred years, after which the Gregorian calendar repeats.
constexpr int daysOf400Years = 146097;
// Days from 1 March of year 0 to 1 January 2000.
constexpr int epoch = 730425;

bool readNumber( const std::string &text, int from, int length, int &value )
{
  const char *begin = text.data() + from;
  const auto [end, failure] = std::from_chars( begin, begin + length, value );
  return failure == std::errc() && end == begin + length;
}

std::string padded( int value, std::size_t width )
{
  std::string digits = std::to_string( value );
  return digits.size() < width ? std::string( width - digits.size(), '0' ) + digits : digits;
}

} // namespace

// Years begin in March here, so that the leap day is the last of its year.
int dayNumber( const CalendarDate &date )
{
  const int year = date.month > 2 ? date.year : date.year - 1;
  const int month = ( date.month + 9 ) % 12;
  return 365 * year + year / 4 - year / 100 + year / 400 + ( 153 * month + 2 ) / 5 + date.day - 1 - epoch;
}

CalendarDate dateOfDay( int day )
{
  const int sinceZero = day + epoch;
  const int era = sinceZero / daysOf400Years;
  const int inEra = sinceZero % daysOf400Years;
  const int yearOfEra = ( inEra - inEra / 1460 + inEra / 36524 - inEra / 146096 ) / 365;
  const int inYear = inEra - ( 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 );
  const int month = ( 5 * inYear + 2 ) / 153;
  const bool nextYear = month >= 10;
  return { 400 * era + yearOfEra + nextYear, nextYear ? month - 9 : month + 3,
           inYear - ( 153 * month + 2 ) / 5 + 1 };
}

int dayOfYear( int day )
{
  return day - dayNumber( { dateOfDay( day ).year, 1, 1 } );
}

std::string isoDate( int day )
{
  const CalendarDate date = dateOfDay( day );
  return padded( date.year, 4 ) + "-" + padded( date.month, 2 ) + "-" + padded( date.day, 2 );
}

int dayOfIsoDate( const std::string &text )
{
  CalendarDate date;
  const bool parts = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                     readNumber( text, 0, 4, date.year ) && readNumber( text, 5, 2, date.month ) &&
                     readNumber( text, 8, 2, date.day );
  // A day that does not exist comes back as another one.
  if ( !parts || date.month < 1 || date.month > 12 || date.day < 1 || isoDate( dayNumber( date ) ) != text )
    throw Error( "“" + text + "” is not a date. Write it as year-month-day, for example 2020-07-01." );
  return dayNumber( date );
}

} // namespace calving
