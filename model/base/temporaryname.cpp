#include "model/base/temporaryname.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <random>
#include <string_view>

#include <signal.h>
#include <unistd.h>

#include "model/base/mixbits.h"

namespace calving
{

namespace
{

namespace fs = std::filesystem;

//! Six letters for this machine, and for what this process takes for it: in a container, too, process numbers
//! begin at 1.
std::string thisMachine()
{
  char text[512] = {};
  gethostname( text, 255 );
  const std::size_t length = std::strlen( text );
  if ( readlink( "/proc/self/ns/pid", text + length, 255 ) < 0 )
    text[length] = 0;
  std::uint64_t hash = 0;
  for ( const char *c = text; *c; ++c )
    hash = mixBits( hash + static_cast<unsigned char>( *c ) );
  std::string letters;
  for ( int i = 0; i < 6; ++i, hash /= 26 )
    letters += static_cast<char>( 'a' + hash % 26 );
  return letters;
}

//! What stands before the process in the names of temporary files of \a path.
std::string prefixOf( const std::string &path )
{
  return path + '.' + thisMachine();
}

bool isRunning( long process )
{
  return kill( static_cast<pid_t>( process ), 0 ) == 0 || errno == EPERM;
}

//! The process that made a temporary file of that \a name: the number after the \a prefix, before a "-". 0
//! where it is none.
long processOf( std::string_view name, std::string_view prefix )
{
  if ( name.substr( 0, prefix.size() ) != prefix )
    return 0;
  name.remove_prefix( prefix.size() );
  long process = 0;
  const auto [end, problem] = std::from_chars( name.data(), name.data() + name.size(), process );
  const bool ends = problem == std::errc() && end != name.data() + name.size() && *end == '-';
  return ends && process > 0 ? process : 0;
}

//! What cannot be read or removed is none of this run's business.
void sweep( const std::string &path )
{
  const fs::path prefix( prefixOf( path ) );
  const std::string start = prefix.filename().string();
  std::error_code problem;
  fs::directory_iterator entry( prefix.has_parent_path() ? prefix.parent_path() : ".", problem );
  for ( ; !problem && entry != fs::directory_iterator(); entry.increment( problem ) )
  {
    const long process = processOf( entry->path().filename().string(), start );
    std::error_code ignored;
    if ( process > 0 && !isRunning( process ) )
      fs::remove_all( entry->path(), ignored );
  }
}

} // namespace

std::string temporaryName( const std::string &path, const std::string &ending )
{
  sweep( path );
  std::random_device device;
  return prefixOf( path ) + std::to_string( getpid() ) + '-' + std::to_string( device() ) + ending;
}

} // namespace calving
