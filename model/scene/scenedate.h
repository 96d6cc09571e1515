#pragma once

#include <string>

namespace calving
{

//! \a text as "YYYY-MM-DD" if it begins with a date of that form, or YYYYMMDD, or YYYY:MM:DD, that exists;
//! else empty.
std::string isoDate( const std::string &text );

//! Fraction of the year that has passed at \a date ("YYYY-MM-DD", meaning noon, or "YYYY-MM-DDTHH:MM:SS"),
//! added to the year: 2018.415. 0 of nothing.
double decimalYear( const std::string &date );

//! The middle between \a start and \a stop, YYYYMMDDTHHMMSS or ISO 8601, as "YYYY-MM-DDTHH:MM:SS"; empty if
//! one of them is no time or its date does not exist.
std::string middleOf( const std::string &start, const std::string &stop );

} // namespace calving
