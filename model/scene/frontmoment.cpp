#include "model/scene/frontmoment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <regex>

#include "model/base/calendar.h"
#include "model/base/lettercase.h"
#include "model/base/numbertext.h"

namespace calving
{

namespace
{

//! Which of two numbers before a year is the day, where texts do not tell by themselves.
enum class Order
{
  Unknown,
  DayFirst,
  MonthFirst
};

std::optional<FrontMoment> dayOf( int year, int month, int day )
{
  constexpr int firstYear = 1800; // before it nobody drew a front that can be placed
  constexpr int lastYear = 2200;
  if ( year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 )
    return {};
  const int number = dayNumber( { year, month, day } );
  // A day that does not exist comes back as another one.
  if ( dateOfDay( number ).day != day )
    return {};
  return FrontMoment{ number };
}

//! Adds the time in \a text, which follows a date: "T09:21:33.000Z", " 09:21". One in another zone than UTC,
//! or with any other word after it, is not taken.
std::optional<FrontMoment> withTime( std::optional<FrontMoment> moment, const std::string &text )
{
  static const std::regex form(
      R"([T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d*)?)?\s*(?:Z|\+00(?::?00)?)?\s*)", std::regex::icase );
  std::smatch part;
  if ( !moment || !std::regex_match( text, part, form ) )
    return moment;
  const int hour = std::stoi( part[1] );
  const int minute = std::stoi( part[2] );
  const int second = part[3].matched ? std::stoi( part[3] ) : 0;
  if ( hour < 24 && minute < 60 && second < 61 )
  {
    moment->ofDay = ( hour + ( minute + second / 60.0 ) / 60 ) / 24;
    moment->hasTime = true;
  }
  return moment;
}

//! 1 to 12; 0 where \a word is no month in English.
int monthOf( const std::string &word )
{
  constexpr std::array names{ "jan", "feb", "mar", "apr", "may", "jun",
                              "jul", "aug", "sep", "oct", "nov", "dec" };
  for ( std::size_t i = 0; i < names.size(); ++i )
    if ( lowerCase( word ).rfind( names[i], 0 ) == 0 )
      return static_cast<int>( i ) + 1;
  return 0;
}

//! A text of digits alone.
std::optional<FrontMoment> momentOfDigits( const std::string &digits )
{
  const auto number = [&digits]( std::size_t from, std::size_t count )
  { return numberOfDigits( digits.substr( from, count ) ).value_or( 0 ); };
  if ( digits.size() == 7 ) // year and day of the year
  {
    const std::optional<FrontMoment> newYear = dayOf( number( 0, 4 ), 1, 1 );
    const int day = newYear ? newYear->day + number( 4, 3 ) - 1 : 0;
    return newYear && day >= newYear->day && dateOfDay( day ).year == number( 0, 4 )
               ? std::optional( FrontMoment{ day } )
               : std::nullopt;
  }
  if ( digits.size() == 8 || digits.size() == 12 || digits.size() == 14 )
    if ( const std::optional<FrontMoment> moment =
             withTime( dayOf( number( 0, 4 ), number( 4, 2 ), number( 6, 2 ) ),
                       digits.size() > 8 ? "T" + digits.substr( 8, 2 ) + ":" + digits.substr( 10, 2 ) : "" ) )
      return moment;
  // Twelve digits that are a day with hours and minutes would be of 1976 as milliseconds, before any radar in
  // space; those of the eighties and nineties are no days.
  if ( digits.size() != 12 && digits.size() != 13 )
    return {};
  constexpr std::int64_t dayLength = 86400000;
  constexpr int daysTo2000 = 10957;
  std::int64_t milliseconds = 0;
  std::from_chars( digits.data(), digits.data() + digits.size(), milliseconds );
  return FrontMoment{ static_cast<int>( milliseconds / dayLength ) - daysTo2000,
                      static_cast<double>( milliseconds % dayLength ) / dayLength, true };
}

//! Two numbers and a year, apart by the same sign.
struct TwoNumbers
{
  int first = 0;
  int second = 0;
  int year = 0;
  std::string rest;
  bool hasDots = false;

  Order order() const
  {
    // With dots the day comes first wherever that is the custom.
    return hasDots || first > 12 ? Order::DayFirst : second > 12 ? Order::MonthFirst : Order::Unknown;
  }
};

std::optional<TwoNumbers> twoNumbersIn( const std::string &text )
{
  static const std::regex form( R"((\d{1,2})([./-])(\d{1,2})\2(\d{4})(\D.*)?)" );
  std::smatch part;
  if ( !std::regex_match( text, part, form ) )
    return {};
  return TwoNumbers{ std::stoi( part[1] ), std::stoi( part[3] ), std::stoi( part[4] ), part[5].str(),
                     part[2] == "." };
}

std::optional<FrontMoment> momentOfWords( const std::string &text )
{
  static const std::regex dayFirst( R"((\d{1,2})[ .-]*([A-Za-z]{3,9})\.?[ ,-]*(\d{4})(\D.*)?)" );
  static const std::regex monthFirst( R"(([A-Za-z]{3,9})\.?[ -]*(\d{1,2})[ ,-]+(\d{4})(\D.*)?)" );
  std::smatch part;
  if ( std::regex_match( text, part, dayFirst ) )
    return withTime( dayOf( std::stoi( part[3] ), monthOf( part[2] ), std::stoi( part[1] ) ), part[4] );
  if ( std::regex_match( text, part, monthFirst ) )
    return withTime( dayOf( std::stoi( part[3] ), monthOf( part[1] ), std::stoi( part[2] ) ), part[4] );
  return {};
}

std::optional<FrontMoment> momentOfDecimalYear( const std::string &text )
{
  static const std::regex form( R"((\d{4})(\.\d+))" );
  static const std::regex month( R"(\.(0[1-9]|1[0-2]))" ); // 2018.06 is June rather than a day in January
  std::smatch part;
  if ( !std::regex_match( text, part, form ) || std::regex_match( part[2].str(), month ) )
    return {};
  const int year = std::stoi( part[1] );
  const std::optional<FrontMoment> newYear = dayOf( year, 1, 1 );
  double fraction = 0;
  for ( std::size_t i = part[2].str().size() - 1; i > 0; --i )
    fraction = ( fraction + ( part[2].str()[i] - '0' ) ) / 10;
  if ( !newYear )
    return {};
  const double days = fraction * ( dayNumber( { year + 1, 1, 1 } ) - newYear->day );
  return FrontMoment{ newYear->day + static_cast<int>( days ), days - std::floor( days ), true };
}

std::optional<FrontMoment> momentIn( const std::string &text, Order order )
{
  if ( text.find_first_not_of( "0123456789" ) == std::string::npos )
    return momentOfDigits( text );
  static const std::regex yearFirst( R"((\d{4})([-/.:])(\d{1,2})\2(\d{1,2})(\D.*)?)" );
  std::smatch part;
  if ( std::regex_match( text, part, yearFirst ) )
    return withTime( dayOf( std::stoi( part[1] ), std::stoi( part[3] ), std::stoi( part[4] ) ), part[5] );
  static const std::regex compact( R"((\d{8})T(\d{2})(\d{2})(\d{2})?.*)" );
  if ( std::regex_match( text, part, compact ) )
    return withTime( momentOfDigits( part[1] ), "T" + part[2].str() + ":" + part[3].str() );
  if ( const std::optional<TwoNumbers> numbers = twoNumbersIn( text ) )
  {
    const Order known = numbers->order() == Order::Unknown ? order : numbers->order();
    if ( known == Order::Unknown && numbers->first != numbers->second )
      return {};
    return withTime( known == Order::MonthFirst ? dayOf( numbers->year, numbers->first, numbers->second )
                                                : dayOf( numbers->year, numbers->second, numbers->first ),
                     numbers->rest );
  }
  if ( const std::optional<FrontMoment> moment = momentOfDecimalYear( text ) )
    return moment;
  return momentOfWords( text );
}

} // namespace

std::string FrontMoment::date() const
{
  return isoDate( day );
}

std::string FrontMoment::dateTime() const
{
  if ( !hasTime )
    return {};
  const int second = std::min( 86399, static_cast<int>( std::lround( ofDay * 86400 ) ) );
  return date() + "T" + paddedNumber( second / 3600, 2 ) + ":" + paddedNumber( second / 60 % 60, 2 ) + ":" +
         paddedNumber( second % 60, 2 );
}

double FrontMoment::yearFraction() const
{
  const int year = dateOfDay( day ).year;
  return ( dayOfYear( day ) + ofDay ) / ( dayNumber( { year + 1, 1, 1 } ) - dayNumber( { year, 1, 1 } ) );
}

double FrontMoment::decimalYear() const
{
  return dateOfDay( day ).year + yearFraction();
}

std::optional<FrontMoment> momentOf( const std::string &text )
{
  return momentIn( text, Order::Unknown );
}

std::vector<std::optional<FrontMoment>> momentsOf( const std::vector<std::string> &texts )
{
  bool hasDayFirst = false;
  bool hasMonthFirst = false;
  for ( const std::string &text : texts )
    if ( const std::optional<TwoNumbers> numbers = twoNumbersIn( text ); numbers && !numbers->hasDots )
    {
      hasDayFirst = hasDayFirst || numbers->order() == Order::DayFirst;
      hasMonthFirst = hasMonthFirst || numbers->order() == Order::MonthFirst;
    }
  const Order order = hasDayFirst == hasMonthFirst ? Order::Unknown
                      : hasDayFirst                ? Order::DayFirst
                                                   : Order::MonthFirst;
  std::vector<std::optional<FrontMoment>> moments;
  for ( const std::string &text : texts )
    moments.push_back( momentIn( text, order ) );
  return moments;
}

} // namespace calving
