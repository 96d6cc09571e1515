#pragma once

#include <cstdint>
#include <locale>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace calving
{

//! \a value with a point as decimal sign, whatever the user's language, to \a precision digits.
template <typename Value> std::string numberText( const Value &value, int precision = 6 )
{
  std::ostringstream stream;
  stream.imbue( std::locale::classic() );
  stream.precision( precision );
  stream << value;
  return stream.str();
}

//! How many digits a figure for people has after the point.
struct Decimals
{
  int count;
};
//! The same to so many digits after the point; a dash where \a value is no number.
std::string numberText( double value, Decimals decimals );

//! \a value with zeros before it, so that it has \a width digits at least. REQUIRES: value >= 0.
std::string paddedNumber( std::int64_t value, std::size_t width );

//! The number that \a digits are; empty where there are none, or anything else, or too many for an int.
std::optional<int> numberOfDigits( std::string_view digits );

} // namespace calving
