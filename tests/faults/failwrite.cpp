// Preloaded by killwrites: counts what a program does to the files of a folder, or sends to a server that
// listens in it, and lets one step fail.
//
// FAULT_FOLDER: the folder. FAULT_STEP: the step that fails, counted from 1. FAULT_KIND: "kill" ends the
// program in the middle of it, "full" lets this and all later ones fail as on a full disk. FAULT_COUNT: a
// file for the count.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace
{

std::atomic<long> steps{ 0 };

const char *setting( const char *name )
{
  const char *value = std::getenv( name );
  return value ? value : "";
}

bool isInFolder( const char *path )
{
  const char *folder = setting( "FAULT_FOLDER" );
  return *folder && std::strncmp( path, folder, std::strlen( folder ) ) == 0;
}

bool isInFolder( int descriptor )
{
  char target[4096];
  const std::string link = "/proc/self/fd/" + std::to_string( descriptor );
  const ssize_t length = readlink( link.c_str(), target, sizeof target - 1 );
  target[length > 0 ? length : 0] = 0;
  return isInFolder( target );
}

bool leadsToFolder( int socket )
{
  sockaddr_un peer{};
  socklen_t length = sizeof peer;
  return getpeername( socket, reinterpret_cast<sockaddr *>( &peer ), &length ) == 0 &&
         peer.sun_family == AF_UNIX && isInFolder( peer.sun_path );
}

template <typename Function> Function *original( const char *name )
{
  return reinterpret_cast<Function *>( dlsym( RTLD_NEXT, name ) );
}

//! True where the step must fail. \a half does half of it, before the program is killed.
template <typename Half> bool fails( const Half &half )
{
  const long step = ++steps;
  const long chosen = std::atol( setting( "FAULT_STEP" ) );
  const bool isFull = std::strcmp( setting( "FAULT_KIND" ), "full" ) == 0;
  if ( chosen > 0 && step == chosen && !isFull )
  {
    half();
    raise( SIGKILL );
  }
  errno = ENOSPC;
  return chosen > 0 && step >= chosen && isFull;
}

void nothing() {}

__attribute__( ( destructor ) ) void report()
{
  if ( !*setting( "FAULT_COUNT" ) )
    return;
  if ( std::FILE *file = std::fopen( setting( "FAULT_COUNT" ), "w" ) )
  {
    std::fprintf( file, "%ld\n", steps.load() );
    std::fclose( file );
  }
}

} // namespace

extern "C"
{

  ssize_t write( int descriptor, const void *data, size_t size )
  {
    static auto *const real = original<ssize_t( int, const void *, size_t )>( "write" );
    if ( isInFolder( descriptor ) && fails( [&] { real( descriptor, data, size / 2 ); } ) )
      return -1;
    return real( descriptor, data, size );
  }

  ssize_t pwrite64( int descriptor, const void *data, size_t size, off64_t offset )
  {
    static auto *const real = original<ssize_t( int, const void *, size_t, off64_t )>( "pwrite64" );
    if ( isInFolder( descriptor ) && fails( [&] { real( descriptor, data, size / 2, offset ); } ) )
      return -1;
    return real( descriptor, data, size, offset );
  }

  ssize_t pwrite( int descriptor, const void *data, size_t size, off_t offset )
  {
    return pwrite64( descriptor, data, size, offset );
  }

  ssize_t send( int socket, const void *data, size_t size, int flags )
  {
    static auto *const real = original<ssize_t( int, const void *, size_t, int )>( "send" );
    if ( leadsToFolder( socket ) && fails( [&] { real( socket, data, size / 2, flags ); } ) )
      return -1;
    return real( socket, data, size, flags );
  }

  int fsync( int descriptor )
  {
    static auto *const real = original<int( int )>( "fsync" );
    if ( isInFolder( descriptor ) && fails( nothing ) )
      return -1;
    return real( descriptor );
  }

  int fdatasync( int descriptor )
  {
    static auto *const real = original<int( int )>( "fdatasync" );
    if ( isInFolder( descriptor ) && fails( nothing ) )
      return -1;
    return real( descriptor );
  }

  // A full disk lets files shrink, move and go.
  int ftruncate64( int descriptor, off64_t length )
  {
    static auto *const real = original<int( int, off64_t )>( "ftruncate64" );
    if ( isInFolder( descriptor ) )
      fails( nothing );
    return real( descriptor, length );
  }

  int ftruncate( int descriptor, off_t length )
  {
    return ftruncate64( descriptor, length );
  }

  int rename( const char *from, const char *to )
  {
    static auto *const real = original<int( const char *, const char * )>( "rename" );
    if ( isInFolder( to ) )
      fails( nothing );
    return real( from, to );
  }

  int unlink( const char *path )
  {
    static auto *const real = original<int( const char * )>( "unlink" );
    if ( isInFolder( path ) )
      fails( nothing );
    return real( path );
  }

} // extern "C"
