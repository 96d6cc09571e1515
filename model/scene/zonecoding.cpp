#include "model/scene/zonecoding.h"

#include <initializer_list>

#include "model/scene/zone.h"

namespace calving
{

ZoneTable zoneTable( ZoneCoding coding )
{
  ZoneTable table;
  table.fill( noZone );
  const auto set = [&table]( std::initializer_list<int> values, Zone zone )
  {
    for ( int value : values )
      table[static_cast<std::size_t>( value )] = static_cast<std::uint8_t>( zone );
  };
  const bool one = coding == ZoneCoding::FromOne;
  const bool grey = coding == ZoneCoding::Grey;
  set( { 0 }, Zone::NotAvailable );
  if ( one )
    set( { 1 }, Zone::NotAvailable );
  grey ? set( { 63, 64 }, Zone::Rock ) : set( { one ? 2 : 1 }, Zone::Rock );
  set( { grey ? 127 : one ? 3 : 2 }, Zone::Glacier );
  set( { grey ? 254 : one ? 4 : 3 }, Zone::Ocean );
  return table;
}

bool holdsOcean( const ZoneCodes &codes, const ZoneTable &table )
{
  for ( std::size_t code = 0; code < codes.size(); ++code )
    if ( codes[code] && table[code] == static_cast<std::uint8_t>( Zone::Ocean ) )
      return true;
  return false;
}

std::optional<int> unknownCode( const ZoneCodes &codes, const ZoneTable &table )
{
  for ( std::size_t code = 0; code < codes.size(); ++code )
    if ( codes[code] && table[code] == noZone )
      return static_cast<int>( code );
  return std::nullopt;
}

} // namespace calving
