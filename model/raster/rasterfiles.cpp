#include "model/raster/rasterfiles.h"

#include <vector>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "model/error.h"

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

void add( const std::string &name, const std::string &path, RasterFiles &files )
{
  const auto [known, isNew] = files.emplace( name, path );
  if ( !isNew )
    throw Error( "There are two rasters of one name, " + known->second + " and " + path +
                 ". Remove or rename one." );
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
  std::vector<std::string> paths;
  for ( char **name = names; name && *name; ++name )
    if ( isRaster( *name ) )
      paths.push_back( folder + '/' + *name );
  CSLDestroy( names );
  for ( const std::string &path : paths )
    add( CPLGetBasename( path.c_str() ), path, files );
  return files;
}

RasterFiles rasterFiles( const std::string &folder, const std::string &subset )
{
  RasterFiles files = rasterFiles( folder );
  for ( const char *name : { "train", "test", "val" } )
    if ( subset == "all" || subset == name )
      for ( const auto &[stem, path] : rasterFiles( folder + '/' + name ) )
        add( stem, path, files );
  return files;
}

} // namespace calving
