#pragma once

#include <string>

namespace calving
{

//! A day of the Gregorian calendar.
struct CalendarDate
{
  int year = 2020;
  int month = 1;
  int day = 1;
};

//! Days from 1 January 2000 to \a date.
int dayNumber( const CalendarDate &date );
//! The date that many days after 1 January 2000.
CalendarDate dateOfDay( int day );
//! Days from 1 January of the same year: 0 to 365.
int dayOfYear( int day );
//! "2020-07-01".
std::string isoDate( int day );
//! Reads "2020-07-01". Throws Error, naming the text, where it is not a date.
int dayOfIsoDate( const std::string &text );

} // namespace calving
