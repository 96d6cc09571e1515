#pragma once

#include <locale>
#include <sstream>
#include <string>

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

} // namespace calving
