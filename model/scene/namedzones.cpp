#include "model/scene/namedzones.h"

#include <map>
#include <sstream>
#include <string>

#include "model/error.h"
#include "model/scene/zonenames.h"

namespace calving
{

namespace
{

//! Names of classes by code, as our tag "0 not available, 1 rock, ..." or the file has them.
std::map<int, std::string> namesOf( const RasterReader &raster )
{
  std::map<int, std::string> names;
  const std::map<std::string, std::string> metadata = raster.metadata();
  if ( const auto tag = metadata.find( "CALVINGFRONT_ZONES" ); tag != metadata.end() )
  {
    std::istringstream list( tag->second );
    for ( std::string entry; std::getline( list, entry, ',' ); )
    {
      std::istringstream text( entry );
      int code = 0;
      if ( text >> code >> std::ws )
        std::getline( text, names[code] );
    }
  }
  return names.empty() ? raster.classNames() : names;
}

} // namespace

std::optional<NamedZones> namedZones( const RasterReader &raster, const ZoneCodes &codes )
{
  ZoneTable table;
  table.fill( noZone );
  std::map<std::string, std::uint8_t> found;
  for ( const auto &[code, name] : namesOf( raster ) )
  {
    if ( code < 0 || code > 255 )
      continue;
    const auto number = static_cast<std::size_t>( code );
    if ( const std::optional<std::uint8_t> zone = zoneNamed( name ) )
    {
      table[number] = *zone;
      if ( codes[number] )
        found[name] = *zone;
    }
    else if ( codes[number] && isWord( name ) )
      throw Error( "The zones " + raster.path() + " call the class " + std::to_string( code ) + " “" + name +
                   "”, which is understood as none of not available, rock, glacier and ocean. Name their "
                   "classes so, remove the names, or say what the numbers mean where CODING can be chosen." );
  }
  for ( std::size_t code = 0; code < codes.size(); ++code )
    if ( codes[code] && table[code] == noZone )
      return std::nullopt;
  return codes.any() ? std::optional( NamedZones{ table, readingOf( found ) } ) : std::nullopt;
}

} // namespace calving
