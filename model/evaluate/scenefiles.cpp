#include "model/evaluate/scenefiles.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "model/base/lettercase.h"
#include "model/error.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

namespace fs = std::filesystem;

bool holdsFronts( const fs::path &path )
{
  static const std::set<std::string> endings{ ".tif", ".tiff", ".png", ".jpg",     ".img", ".vrt", ".gpkg",
                                              ".shp", ".json", ".gmt", ".geojson", ".fgb", ".kml", ".gml" };
  return endings.count( lowerCase( path.extension().string() ) ) > 0;
}

Error severalOf( const std::string &name, const std::string &first, const std::string &second )
{
  return Error( "Both " + std::min( first, second ) + " and " + std::max( first, second ) +
                " are of the scene " + name +
                ". Leave one of them out, or rename it; the endings _front and "
                "_zones do not count." );
}

} // namespace

std::vector<std::string> SceneFiles::names() const
{
  std::set<std::string> all;
  for ( const auto &[name, path] : paths )
    all.insert( name );
  for ( const auto &[name, layer] : layers )
    all.insert( name );
  return { all.begin(), all.end() };
}

void SceneFiles::add( const std::string &name, const RasterInput &file )
{
  const auto layer = layers.find( name );
  if ( layer != layers.end() )
    throw severalOf( name, layer->second.source, file.path );
  const auto [entry, isNew] = paths.emplace( name, file );
  if ( !isNew && entry->second.path != file.path )
    throw severalOf( name, entry->second.path, file.path );
}

void SceneFiles::add( const std::string &name, const FrontGeometry &layer )
{
  const auto path = paths.find( name );
  if ( path != paths.end() )
    throw severalOf( name, path->second.path, layer.source );
  const auto [entry, isNew] = layers.emplace( name, layer );
  if ( !isNew )
    throw severalOf( name, entry->second.source, layer.source );
}

SceneFiles filesInFolder( const std::string &folder )
{
  SceneFiles files;
  std::error_code error;
  for ( fs::directory_iterator entry( folder, error ), end; !error && entry != end; entry.increment( error ) )
    if ( holdsFronts( entry->path() ) )
      files.add( sceneFromName( entry->path().string() ).imageId, entry->path().string() );
  if ( error || files.paths.empty() )
    throw Error( "The folder " + folder + " holds no rasters or layers of lines" +
                 ( error ? " that can be read: " + error.message() : std::string() ) + ". Choose another." );
  return files;
}

} // namespace calving
