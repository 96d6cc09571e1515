#include "model/dataset/datasetlayout.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "model/error.h"
#include "model/raster/rasterfiles.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

//! Word number \a index (from 0) of a name whose words are separated by underscores; empty where it has
//! fewer.
std::string word( const std::string &name, int index )
{
  std::size_t start = 0;
  for ( ; index > 0; --index )
  {
    const std::size_t end = name.find( '_', start );
    if ( end == std::string::npos )
      return {};
    start = end + 1;
  }
  return name.substr( start, name.find( '_', start ) - start );
}

//! The published scenes abbreviate one glacier that its optical image spells out.
std::string fullName( const std::string &glacier )
{
  return glacier == "COL" ? "Columbia" : glacier;
}

std::string publishedGlacier( const std::string &name )
{
  const std::string glacier = fullName( word( name, 1 ) );
  if ( glacier.empty() )
    throw Error( "The scene " + name +
                 " names no glacier. In an SSL4SAR data set it is the second word between underscores, as in "
                 "S1_Columbia_2018-06-02." );
  return glacier;
}

void addScenes( const RasterFiles &files, bool published, bool validates, std::vector<DatasetScene> &scenes )
{
  for ( const auto &[name, path] : files )
  {
    const std::string glacier =
        published ? publishedGlacier( name ) : fullName( sceneOfDataSet( name ).glacier );
    scenes.push_back( { name, glacier, path, {}, validates } );
  }
}

std::vector<DatasetScene> radarScenes( const std::string &folder )
{
  std::vector<DatasetScene> scenes;
  addScenes( rasterFiles( folder + '/' + trainFolder ), true, false, scenes );
  addScenes( rasterFiles( folder + '/' + validationFolder ), true, true, scenes );
  for ( const char *name : { "/sar_images", "/sar", "" } )
    if ( scenes.empty() )
      addScenes( rasterFiles( folder + name, "train" ), false, false, scenes );
  if ( scenes.empty() )
    throw Error( "The folder " + folder + " holds no scenes. It needs .png or .tif files in " + trainFolder +
                 " (an SSL4SAR data set), sar_images or sar, or in the folder itself." );
  std::sort( scenes.begin(), scenes.end(),
             []( const DatasetScene &a, const DatasetScene &b ) { return a.name < b.name; } );
  for ( std::size_t i = 1; i < scenes.size(); ++i )
    if ( scenes[i].name == scenes[i - 1].name )
      throw Error( "The scene " + scenes[i].name + " is there twice, as " + scenes[i - 1].sar + " and " +
                   scenes[i].sar + ". Remove one, or what is trained on would also validate." );
  return scenes;
}

//! Paths of optical images by glacier: the first word of their name, or what precedes the date in it.
std::map<std::string, std::set<std::string>> opticalImages( const std::string &folder )
{
  std::map<std::string, std::set<std::string>> images;
  for ( const char *name : { opticalFolder, "optical" } )
    for ( const auto &[stem, path] : rasterFiles( folder + '/' + name ) )
    {
      images[word( stem, 0 )].insert( path );
      images[sceneOfDataSet( stem ).glacier].insert( path );
    }
  return images;
}

//! Whether a file's name is one that scenes and optical images have until they are complete.
bool isHalfWritten( const std::string &name )
{
  static const std::regex form(
      R"(.+\.(png|tif)(\.part\.tif)?(\.\d+|\.[a-z]{6}\d+-\d+)?\.part(\.aux\.xml)?)" );
  return std::regex_match( name, form );
}

} // namespace

std::string scenePath( const std::string &folder, const std::string &name, bool validates )
{
  return folder + '/' + ( validates ? validationFolder : trainFolder ) + '/' + name + ".png";
}

void requireDatasetOrEmpty( const std::string &folder )
{
  namespace fs = std::filesystem;
  for ( const char *name : { "manifest.csv", trainFolder, validationFolder, opticalFolder } )
    if ( pathExists( folder + '/' + name ) )
      return;
  std::error_code failure;
  const fs::directory_iterator content( folder, failure );
  if ( !failure && content != fs::directory_iterator() )
    throw Error( "The folder " + folder + " holds “" + content->path().filename().string() +
                 "”, but no data set. Choose a new or empty folder, or a data set to add to." );
}

void prepareFolders( const std::string &folder )
{
  namespace fs = std::filesystem;
  std::error_code error;
  for ( const char *name : { trainFolder, validationFolder, opticalFolder } )
  {
    const fs::path path = fs::path( folder ) / name;
    fs::create_directories( path, error );
    if ( error )
      throw Error( "Cannot make the folder " + path.string() + ": " + error.message() + "." );
    for ( const fs::directory_entry &entry : fs::directory_iterator( path ) )
      if ( isHalfWritten( entry.path().filename().string() ) )
        fs::remove( entry.path(), error );
  }
}

void removeEmptyFolders( const std::string &folder )
{
  std::error_code notEmpty;
  for ( const char *name : { trainFolder, validationFolder, opticalFolder } )
    std::filesystem::remove( std::filesystem::path( folder ) / name, notEmpty );
  std::filesystem::remove( folder, notEmpty );
}

std::vector<DatasetScene> datasetScenes( const std::string &folder )
{
  std::vector<DatasetScene> scenes = radarScenes( folder );
  const auto images = opticalImages( folder );
  if ( images.empty() )
    return scenes;
  for ( DatasetScene &scene : scenes )
  {
    const auto found = images.find( scene.glacier );
    if ( found == images.end() )
      throw Error( "The glacier " + scene.glacier + " of scene " + scene.name + " has no optical image in " +
                   folder + '/' + opticalFolder + ". Add one whose name begins with " + scene.glacier +
                   "_, or remove the scenes of this glacier." );
    if ( found->second.size() > 1 )
      throw Error( "The glacier " + scene.glacier + " has several optical images, " + *found->second.begin() +
                   " and " + *found->second.rbegin() + ". Keep one." );
    scene.optical = *found->second.begin();
  }
  return scenes;
}

} // namespace calving
