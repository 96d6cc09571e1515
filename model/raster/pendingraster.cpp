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
  if ( VSIRename( mTemporaryPath.c_str(), mPath.c_str() ) != 0 )
    throw Error( "Cannot finish raster " + mPath + ": " + std::strerror( errno ) + "." );
  // The old file's names and statistics must not describe the new one.
  VSIUnlink( sidecar( mPath ).c_str() );
  VSIRename( sidecar( mTemporaryPath ).c_str(), sidecar( mPath ).c_str() );
}

} // namespace calving
