#include "model/raster/decodedrasters.h"

#include <algorithm>
#include <filesystem>

#include <stdlib.h>
#include <unistd.h>

namespace calving
{

namespace
{

//! Below this, opening the file takes about as long as decoding it.
constexpr std::int64_t fewPixels = 512 * 512;

bool writeAll( int file, const std::vector<std::uint8_t> &bytes, std::int64_t offset )
{
  std::size_t done = 0;
  while ( done < bytes.size() )
  {
    const ssize_t count = ::pwrite( file, bytes.data() + done, bytes.size() - done,
                                    static_cast<off_t>( offset + static_cast<std::int64_t>( done ) ) );
    if ( count <= 0 )
      return false;
    done += static_cast<std::size_t>( count );
  }
  return true;
}

} // namespace

DecodedRasters::~DecodedRasters()
{
  if ( mFile >= 0 )
    ::close( mFile );
}

std::int64_t DecodedRasters::size() const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  return mEnd;
}

//! REQUIRES: the mutex is locked.
bool DecodedRasters::openFile()
{
  if ( mFile >= 0 )
    return true;
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path( error );
  std::string name = ( folder / "calvingfront-XXXXXX" ).string();
  mFile = error ? -1 : ::mkstemp( name.data() );
  if ( mFile >= 0 )
    ::unlink( name.c_str() );
  return mFile >= 0;
}

//! Writes all of \a raster to the file, some rows at a time.
bool DecodedRasters::decode( const RasterReader &raster, const ReadBytes &read, Copy &copy )
{
  constexpr int rows = 256;
  copy.width = raster.width();
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    if ( mFull || !openFile() )
      return false;
    copy.begin = mEnd;
    mEnd += static_cast<std::int64_t>( raster.width() ) * raster.height();
  }
  for ( int row = 0; row < raster.height(); row += rows )
  {
    const int height = std::min( rows, raster.height() - row );
    const std::vector<std::uint8_t> strip = read( raster, { 0, row, raster.width(), height } );
    if ( !writeAll( mFile, strip, copy.begin + static_cast<std::int64_t>( row ) * copy.width ) )
    {
      const std::lock_guard<std::mutex> lock( mMutex );
      mFull = true;
      return false;
    }
  }
  return true;
}

bool DecodedRasters::readCopy( const Copy &copy, const Window &window,
                               std::vector<std::uint8_t> &bytes ) const
{
  bytes.resize( static_cast<std::size_t>( window.width ) * window.height );
  const auto width = static_cast<std::size_t>( window.width );
  for ( int row = 0; row < window.height; ++row )
  {
    const std::int64_t offset =
        copy.begin + static_cast<std::int64_t>( window.y + row ) * copy.width + window.x;
    if ( ::pread( mFile, bytes.data() + row * width, width, static_cast<off_t>( offset ) ) !=
         static_cast<ssize_t>( width ) )
      return false;
  }
  return true;
}

std::vector<std::uint8_t> DecodedRasters::read( const std::string &path, RasterContent content,
                                                const Window &window, const ReadBytes &read )
{
  std::vector<std::uint8_t> bytes;
  Copy copy;
  bool known = false;
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    const auto entry = mCopies.find( path );
    known = entry != mCopies.end();
    copy = known ? entry->second : copy;
  }
  if ( known && readCopy( copy, window, bytes ) )
    return bytes;
  const RasterReader raster( path, content );
  const bool large = static_cast<std::int64_t>( raster.width() ) * raster.height() >= fewPixels;
  if ( known || !large || !raster.isSequential() || !decode( raster, read, copy ) ||
       !readCopy( copy, window, bytes ) )
    return read( raster, window );
  // Another thread may have been as quick: then one copy is lost until the end.
  const std::lock_guard<std::mutex> lock( mMutex );
  mCopies.emplace( path, copy );
  return bytes;
}

} // namespace calving
