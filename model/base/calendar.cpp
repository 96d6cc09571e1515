#include "model/base/calendar.h"

#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

namespace
{

// Days of four hundred years, after which the Gregorian calendar repeats.
constexpr int daysOf400Years = 146097;
// Days from 1 March of year 0 to 1 January 2000.
constexpr int epoch = 730425;

bool readNumber( std::string_view digits, int &value )
{
  const std::optional<int> number = numberOfDigits( digits );
  value = number.value_or( value );
  return number.has_value();
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
  return paddedNumber( date.year, 4 ) + "-" + paddedNumber( date.month, 2 ) + "-" +
         paddedNumber( date.day, 2 );
}

int dayOfIsoDate( const std::string &text )
{
  CalendarDate date;
  const bool parts =
      text.size() == 10 && text[4] == '-' && text[7] == '-' && readNumber( text.substr( 0, 4 ), date.year ) &&
      readNumber( text.substr( 5, 2 ), date.month ) && readNumber( text.substr( 8, 2 ), date.day );
  // A day that does not exist comes back as another one.
  if ( !parts || date.month < 1 || date.month > 12 || date.day < 1 || isoDate( dayNumber( date ) ) != text )
    throw Error( "“" + text + "” is not a date. Write it as year-month-day, for example 2020-07-01." );
  return dayNumber( date );
}

} // namespace calving
