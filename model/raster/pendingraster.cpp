#include "model/raster/pendingraster.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <cpl_vsi.h>

#include "model/base/temporaryname.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! GDAL keeps there what a GeoTIFF has no place for.
std::string sidecar( const std::string &path )
{
  return path + ".aux.xml";
}

} // namespace

PendingRaster::PendingRaster( const std::string &path, const std::string &ending )
  : mPath( path )
  , mTemporaryPath( temporaryName( path, ending ) )
{
}

PendingRaster::PendingRaster( PendingRaster &&other ) noexcept
  : mPath( std::move( other.mPath ) )
  , mTemporaryPath( std::exchange( other.mTemporaryPath, {} ) )
{
}

PendingRaster::~PendingRaster()
{
  if ( mTemporaryPath.empty() )
    return;
  VSIUnlink( mTemporaryPath.c_str() ); // after commit() there is nothing to remove
  VSIUnlink( sidecar( mTemporaryPath ).c_str() );
}

void PendingRaster::commit()
{
  const auto rename = [this]( const std::string &from, const std::string &to )
  {
    if ( VSIRename( from.c_str(), to.c_str() ) != 0 )
      throw Error( "Cannot finish raster " + mPath + ": " + std::strerror( errno ) + "." );
  };
  // The old file's names and statistics must not describe the new one, not even for a moment.
  const std::string old = mTemporaryPath + ".old";
  const bool hadSidecar = VSIRename( sidecar( mPath ).c_str(), old.c_str() ) == 0;
  try
  {
    rename( mTemporaryPath, mPath );
  }
  catch ( const Error & )
  {
    if ( hadSidecar )
      VSIRename( old.c_str(), sidecar( mPath ).c_str() );
    throw;
  }
  if ( hadSidecar )
    VSIUnlink( old.c_str() );
  VSIStatBufL status;
  if ( VSIStatL( sidecar( mTemporaryPath ).c_str(), &status ) == 0 )
    rename( sidecar( mTemporaryPath ), sidecar( mPath ) );
}

} // namespace calving
