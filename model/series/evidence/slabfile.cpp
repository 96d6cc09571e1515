#include "model/series/evidence/slabfile.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "model/error.h"

namespace calving
{

namespace
{

Error noRoom( const std::string &folder, int reason )
{
  return Error( "Cannot keep a series in a temporary file in " + folder + ": " + std::strerror( reason ) +
                ". Make room there, draw a smaller AREA, or name another folder for temporary files." );
}

} // namespace

SlabFile::SlabFile( const std::string &folder, std::size_t slabBytes )
  : mFolder( folder )
  , mSlabBytes( slabBytes )
{
  const auto page = static_cast<std::size_t>( ::sysconf( _SC_PAGESIZE ) );
  mStride = ( slabBytes + page - 1 ) / page * page;
  std::string name = folder + "/calvingfront-XXXXXX";
  mFile = ::mkstemp( name.data() );
  if ( mFile < 0 )
    throw noRoom( folder, errno );
  ::unlink( name.c_str() );
}

SlabFile::~SlabFile()
{
  for ( std::uint8_t *slab : mSlabs )
    ::munmap( slab, mStride );
  if ( mFile >= 0 )
    ::close( mFile );
}

SlabFile::SlabFile( SlabFile &&other ) noexcept
  : mFolder( std::move( other.mFolder ) )
  , mSlabBytes( other.mSlabBytes )
  , mStride( other.mStride )
  , mFile( std::exchange( other.mFile, -1 ) )
  , mSlabs( std::exchange( other.mSlabs, {} ) )
{
}

std::uint8_t *SlabFile::add()
{
  const off_t begin = static_cast<off_t>( mStride * mSlabs.size() );
  // Room is taken now: a full disk would otherwise end the program when a page is written.
  if ( const int reason = ::posix_fallocate( mFile, begin, static_cast<off_t>( mStride ) ) )
    throw noRoom( mFolder, reason );
  void *slab = ::mmap( nullptr, mStride, PROT_READ | PROT_WRITE, MAP_SHARED, mFile, begin );
  if ( slab == MAP_FAILED )
    throw noRoom( mFolder, errno );
  mSlabs.push_back( static_cast<std::uint8_t *>( slab ) );
  return mSlabs.back();
}

} // namespace calving
