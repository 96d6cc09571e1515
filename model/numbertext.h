#pragma once

#include <locale>
#include <sstream>
#include <string>

namespace calving
{

//! \a value with a point as decimal sign, whatever the user's language.
template <typename Value> std::string numberText( const Value &value )
{
  std::ostringstream stream;
  stream.imbue( std::locale::classic() );
  stream << value;
  return stream.str();
}

} // namespace calving
