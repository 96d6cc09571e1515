#include "model/scene/zonenames.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "model/scene/zone.h"

namespace calving
{

std::optional<std::uint8_t> zoneOfCode( int code )
{
  switch ( code )
  {
  case 0:
  case 1:
    return static_cast<std::uint8_t>( Zone::NotAvailable );
  case 2:
  case 63:
  case 64:
    return static_cast<std::uint8_t>( Zone::Rock );
  case 3:
  case 127:
    return static_cast<std::uint8_t>( Zone::Glacier );
  case 4:
  case 254:
    return static_cast<std::uint8_t>( Zone::Ocean );
  default:
    return std::nullopt;
  }
}

std::optional<std::uint8_t> zoneNamed( const std::string &text )
{
  static const std::map<std::string, Zone> names = {
      { "na", Zone::NotAvailable },     { "n/a", Zone::NotAvailable }, { "notavailable", Zone::NotAvailable },
      { "shadow", Zone::NotAvailable }, { "rock", Zone::Rock },        { "stone", Zone::Rock },
      { "land", Zone::Rock },           { "bedrock", Zone::Rock },     { "glacier", Zone::Glacier },
      { "ice", Zone::Glacier },         { "ocean", Zone::Ocean },      { "sea", Zone::Ocean },
      { "water", Zone::Ocean },         { "melange", Zone::Ocean },    { "mélange", Zone::Ocean } };
  std::string name;
  for ( unsigned char c : text )
    if ( !std::isspace( c ) && c != '_' && c != '-' )
      name += static_cast<char>( std::tolower( c ) );
  const auto found = names.find( name );
  if ( found != names.end() )
    return static_cast<std::uint8_t>( found->second );
  int code = -1;
  const auto [end, error] = std::from_chars( name.data(), name.data() + name.size(), code );
  const bool whole = error == std::errc() && ( end == name.data() + name.size() || *end == '.' );
  return whole ? zoneOfCode( code ) : std::nullopt;
}

} // namespace calving
