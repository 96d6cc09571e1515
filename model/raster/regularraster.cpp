#include "model/raster/regularraster.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include "model/base/regularfile.h"
#include "model/error.h"

namespace calving
{

namespace
{

namespace fs = std::filesystem;

//! Virtual rasters may be made of such, but not without end.
constexpr int mostNested = 4;

//! Whether a path of the file system may begin at \a at in a name of GDAL's.
bool beginsPath( const std::string &name, std::size_t at )
{
  return name[at] == '/' && ( at == 0 || std::string( ":\"/{" ).find( name[at - 1] ) != std::string::npos );
}

void requireRegularName( const std::string &name )
{
  requireRegularFile( name );
  if ( name.rfind( "/vsistdin", 0 ) == 0 )
    throw Error( name + " is what another program writes, not a file. Save it to a file, and choose that." );
  for ( std::size_t at = 0; at < name.size(); ++at )
    if ( beginsPath( name, at ) )
      requireRegularFile( name.substr( at, name.find_first_of( "\"}", at ) - at ) );
}

//! The beginning of the virtual raster \a path; empty where it is none.
std::string virtualRaster( const std::string &path )
{
  std::error_code unknown;
  if ( !fs::is_regular_file( path, unknown ) )
    return {};
  constexpr std::size_t most = 1 << 20;
  constexpr const char *first = "<VRTDataset";
  std::ifstream file( path, std::ios::binary );
  std::string text( 64, '\0' );
  file.read( text.data(), static_cast<std::streamsize>( text.size() ) );
  text.resize( static_cast<std::size_t>( file.gcount() ) );
  if ( text.find( first ) == std::string::npos )
    return {};
  std::string rest( most, '\0' );
  file.read( rest.data(), static_cast<std::streamsize>( rest.size() ) );
  return text + rest.substr( 0, static_cast<std::size_t>( file.gcount() ) );
}

//! The files that the \a text of the virtual raster \a path names as sources.
std::vector<std::string> sourcesIn( const std::string &text, const std::string &path )
{
  std::vector<std::string> sources;
  for ( const char *element : { "<SourceFilename", "<SourceDataset" } )
    for ( std::size_t at = text.find( element ); at != std::string::npos; at = text.find( element, at + 1 ) )
    {
      const std::size_t begin = text.find( '>', at );
      const std::size_t end = text.find( '<', begin );
      if ( end == std::string::npos )
        break;
      const std::string name = text.substr( begin + 1, end - begin - 1 );
      const bool isRelative =
          text.substr( at, begin - at ).find( "relativeToVRT=\"1\"" ) != std::string::npos;
      sources.push_back( isRelative ? ( fs::path( path ).parent_path() / name ).string() : name );
    }
  return sources;
}

void requireRegular( const std::string &path, int nested )
{
  requireRegularName( path );
  if ( nested == mostNested )
    return;
  for ( const std::string &source : sourcesIn( virtualRaster( path ), path ) )
    requireRegular( source, nested + 1 );
}

} // namespace

void requireRegularRaster( const std::string &path )
{
  requireRegular( path, 0 );
}

} // namespace calving
