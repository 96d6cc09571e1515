#pragma once

#include <string>
#include <vector>

namespace calving
{

//! \a text as a field of comma-separated text (RFC 4180): in quotes where it must be.
inline std::string csvText( const std::string &text )
{
  if ( text.find_first_of( ",\"\n" ) == std::string::npos )
    return text;
  std::string result = "\"";
  for ( char c : text )
    result += c == '"' ? std::string( "\"\"" ) : std::string( 1, c );
  return result + '"';
}

//! A line of such text.
inline std::string csvLine( const std::vector<std::string> &fields )
{
  std::string line;
  for ( std::size_t i = 0; i < fields.size(); ++i )
    line += ( i == 0 ? "" : "," ) + csvText( fields[i] );
  return line + '\n';
}

} // namespace calving
