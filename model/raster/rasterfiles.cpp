#include "model/raster/rasterfiles.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

namespace calving
{

namespace
{

bool isRaster( const std::string &file )
{
  const std::string extension = CPLGetExtension( file.c_str() );
  return EQUAL( extension.c_str(), "png" ) || EQUAL( extension.c_str(), "tif" ) ||
         EQUAL( extension.c_str(), "tiff" );
}

} // namespace

bool pathExists( const std::string &path )
{
  VSIStatBufL status;
  return VSIStatL( path.c_str(), &status ) == 0;
}

RasterFiles rasterFiles( const std::string &folder )
{
  RasterFiles files;
  char **names = VSIReadDir( folder.c_str() );
  for ( char **name = names; name && *name; ++name )
    if ( isRaster( *name ) )
      files[CPLGetBasename( *name )] = folder + '/' + *name;
  CSLDestroy( names );
  return files;
}

RasterFiles rasterFiles( const std::string &folder, const std::string &subset )
{
  RasterFiles files = rasterFiles( folder );
  for ( const char *name : { "train", "test", "val" } )
    if ( subset == "all" || subset == name )
      files.merge( rasterFiles( folder + '/' + name ) );
  return files;
}

} // namespace calving
