#include "model/raster/manyrasters.h"

#include <gdal_priv.h>

#include "model/base/lettercase.h"
#include "model/base/regularfile.h"

namespace calving
{

namespace
{

constexpr std::size_t most = 20;

std::vector<std::string> inArchive( const std::string &path )
{
  const std::string archive = "/vsizip/" + path;
  std::vector<std::string> rasters;
  const CPLStringList files( VSIReadDirRecursive( archive.c_str() ) );
  for ( int i = 0; i < files.size() && rasters.size() < most; ++i )
  {
    const std::string ending = lowerCase( CPLGetExtension( files[i] ) );
    if ( ending == "tif" || ending == "tiff" || ending == "img" || ending == "nc" )
      rasters.push_back( archive + "/" + files[i] );
  }
  return rasters;
}

} // namespace

std::vector<std::string> rastersInside( const std::string &path )
{
  requireRegularFile( path );
  GDALAllRegister();
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  if ( lowerCase( CPLGetExtension( path.c_str() ) ) == "zip" )
    return inArchive( path );
  std::vector<std::string> rasters;
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_RASTER ) );
  if ( !file || file->GetRasterCount() > 0 )
    return rasters;
  const CPLStringList items( file->GetMetadata( "SUBDATASETS" ), FALSE );
  for ( std::size_t i = 1; i <= most; ++i )
    if ( const char *name =
             items.FetchNameValue( CPLSPrintf( "SUBDATASET_%d_NAME", static_cast<int>( i ) ) ) )
      rasters.emplace_back( name );
  return rasters;
}

} // namespace calving
