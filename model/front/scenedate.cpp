#include "model/front/scenedate.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <regex>

namespace calving
{

namespace
{

int number( const std::string &text )
{
  int value = 0;
  std::from_chars( text.data(), text.data() + text.size(), value );
  return value;
}

int daysInMonth( int year, int month )
{
  static constexpr std::array<int, 12> days{ 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const bool leap = ( year % 4 == 0 && year % 100 != 0 ) || year % 400 == 0;
  return days[static_cast<std::size_t>( month - 1 )] + ( month == 2 && leap );
}

//! Days since 1970-01-01 (proleptic Gregorian calendar).
long dayNumber( int year, int month, int day )
{
  long days = 0;
  for ( int y = 1970; y < year; ++y )
    days += daysInMonth( y, 2 ) == 29 ? 366 : 365;
  for ( int m = 1; m < month; ++m )
    days += daysInMonth( year, m );
  return days + day - 1;
}

//! Seconds since 1970 of YYYYMMDDTHHMMSS.
long secondsOf( const std::string &stamp )
{
  return dayNumber( number( stamp.substr( 0, 4 ) ), number( stamp.substr( 4, 2 ) ),
                    number( stamp.substr( 6, 2 ) ) ) *
             86400 +
         number( stamp.substr( 9, 2 ) ) * 3600 + number( stamp.substr( 11, 2 ) ) * 60 +
         number( stamp.substr( 13, 2 ) );
}

std::string isoDateTime( long seconds )
{
  long days = seconds / 86400;
  int year = 1970;
  for ( int length = 365; days >= length; length = daysInMonth( year, 2 ) == 29 ? 366 : 365 )
  {
    days -= length;
    ++year;
  }
  int month = 1;
  for ( ; days >= daysInMonth( year, month ); ++month )
    days -= daysInMonth( year, month );
  const long rest = seconds % 86400;
  std::array<char, 96> text{};
  std::snprintf( text.data(), text.size(), "%04d-%02d-%02ldT%02ld:%02ld:%02ld", year, month, days + 1,
                 rest / 3600, rest / 60 % 60, rest % 60 );
  return text.data();
}

} // namespace

std::string middleOf( const std::string &start, const std::string &stop )
{
  if ( isoDate( start ).empty() || isoDate( stop ).empty() )
    return {};
  return isoDateTime( ( secondsOf( start ) + secondsOf( stop ) ) / 2 );
}

std::string isoDate( const std::string &text )
{
  static const std::regex form( R"((\d{4})[-:]?(\d{2})[-:]?(\d{2}).*)" );
  std::smatch part;
  if ( !std::regex_match( text, part, form ) )
    return {};
  const int year = number( part[1] );
  const int month = number( part[2] );
  const int day = number( part[3] );
  if ( year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 || day > daysInMonth( year, month ) )
    return {};
  return part[1].str() + '-' + part[2].str() + '-' + part[3].str();
}

double decimalYear( const std::string &date )
{
  if ( isoDate( date ).empty() )
    return 0;
  const int year = number( date.substr( 0, 4 ) );
  const long first = dayNumber( year, 1, 1 );
  const double days = static_cast<double>( dayNumber( year + 1, 1, 1 ) - first );
  const long day = dayNumber( year, number( date.substr( 5, 2 ) ), number( date.substr( 8, 2 ) ) );
  return year + ( static_cast<double>( day - first ) + 0.5 ) / days;
}

} // namespace calving
