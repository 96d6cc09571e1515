#include "model/base/atomicfile.h"

#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "model/base/temporaryname.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Makes the new name itself survive a power cut. Some file systems cannot; the content is safe all the same.
void syncFolder( const std::string &path )
{
  const std::filesystem::path folder = std::filesystem::path( path ).parent_path();
  const int descriptor = open( folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC );
  if ( descriptor < 0 )
    return;
  fsync( descriptor );
  close( descriptor );
}

} // namespace

AtomicFile::AtomicFile( const std::string &path )
  : mPath( path )
  , mTemporaryPath( temporaryName( path ) )
{
  mDescriptor = open( mTemporaryPath.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666 );
  if ( mDescriptor < 0 )
    fail( errno );
}

AtomicFile::~AtomicFile()
{
  if ( mDescriptor >= 0 )
    close( mDescriptor );
  if ( !mTemporaryPath.empty() )
    unlink( mTemporaryPath.c_str() );
}

void AtomicFile::write( const void *data, std::size_t size )
{
  const char *next = static_cast<const char *>( data );
  while ( size > 0 )
  {
    const ssize_t written = ::write( mDescriptor, next, size );
    if ( written < 0 && errno == EINTR )
      continue;
    if ( written < 0 )
      fail( errno );
    next += written;
    size -= static_cast<std::size_t>( written );
  }
}

void AtomicFile::commit()
{
  if ( fsync( mDescriptor ) != 0 && errno != EINVAL )
    fail( errno );
  const int descriptor = mDescriptor;
  mDescriptor = -1;
  if ( close( descriptor ) != 0 )
    fail( errno );
  if ( rename( mTemporaryPath.c_str(), mPath.c_str() ) != 0 )
    fail( errno );
  mTemporaryPath.clear();
  syncFolder( mPath );
}

void AtomicFile::fail( int error ) const
{
  throw Error( "Cannot write the file " + mPath + ": " + std::system_category().message( error ) +
               ". Check that its folder exists, may be written to and has space left." );
}

void AtomicFile::reserve( std::uint64_t size )
{
  // Where the file system has no such call, the C library writes into each block.
  if ( const int error = size > 0 ? posix_fallocate( mDescriptor, 0, static_cast<off_t>( size ) ) : 0 )
    fail( error );
}

void requireWritable( const std::vector<PlannedFile> &files )
{
  std::vector<std::unique_ptr<AtomicFile>> trials;
  for ( const PlannedFile &file : files )
  {
    trials.push_back( std::make_unique<AtomicFile>( file.path ) );
    if ( std::filesystem::is_directory( file.path ) )
      trials.back()->fail( EISDIR );
    // Renaming would replace a device by a file.
    if ( std::filesystem::exists( file.path ) && !std::filesystem::is_regular_file( file.path ) )
      trials.back()->fail( EINVAL );
    trials.back()->reserve( file.size );
  }
}

void requireWritable( const std::string &path )
{
  requireWritable( std::vector<PlannedFile>{ { path, 0 } } );
}

} // namespace calving
