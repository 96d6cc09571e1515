#include "model/series/evidence/evidencefolder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "model/base/atomicfile.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"
#include "model/series/evidence/seriesevidence.h"

namespace calving
{

namespace
{

constexpr const char *settingsKey = "CALVINGFRONT_EVIDENCE";
constexpr const char *sceneKey = "CALVINGFRONT_EVIDENCE_SCENE";
constexpr const char *valuesKey = "CALVINGFRONT_VALUES";
constexpr const char *productKey = "CALVINGFRONT_EVIDENCE_PRODUCT";

std::string textOf( const std::map<std::string, std::string> &metadata, const char *key )
{
  const auto found = metadata.find( key );
  return found == metadata.end() ? std::string() : found->second;
}

const std::string ending = "_evidence";
const std::string leftOutEnding = "_leftout.txt";

bool endsWith( const std::string &name, const std::string &end )
{
  return name.size() > end.size() && name.compare( name.size() - end.size(), end.size(), end ) == 0;
}

//! Of notes of these \a settings.
std::map<std::string, LeftOutNote> leftOutOf( const std::string &folder, const std::string &settings )
{
  std::map<std::string, LeftOutNote> result;
  for ( const auto &entry : std::filesystem::directory_iterator( folder ) )
  {
    const std::string name = entry.path().filename().string();
    if ( !endsWith( name, leftOutEnding ) )
      continue;
    std::ifstream file( entry.path() );
    std::string line;
    if ( !std::getline( file, line ) || line != settings )
      continue;
    LeftOutNote note;
    std::getline( file, note.attempt );
    note.reason.assign( std::istreambuf_iterator<char>( file ), std::istreambuf_iterator<char>() );
    result[name.substr( 0, name.size() - leftOutEnding.size() )] = note;
  }
  return result;
}

RasterFormat planesFormat()
{
  RasterFormat format;
  format.bands = seriesPlanes;
  format.bandNames = { "not available", "rock", "glacier", "ocean", "scene" };
  return format;
}

} // namespace

EvidenceFolder::EvidenceFolder( const std::string &folder, const std::string &settings )
  : mFolder( folder )
  , mSettings( settings )
{
  std::error_code problem;
  std::filesystem::create_directories( folder, problem );
  if ( problem )
    throw Error( "Cannot make the folder " + folder + " (EVIDENCE): " + problem.message() + "." );
  for ( const auto &[name, path] : rasterFiles( folder ) )
  {
    if ( !endsWith( name, ending ) )
      continue;
    const RasterReader raster( path );
    const std::map<std::string, std::string> metadata = raster.metadata();
    const std::string kept = textOf( metadata, settingsKey );
    if ( kept.empty() || raster.bands() != seriesPlanes )
      throw Error( "The raster " + path +
                   " in the folder of EVIDENCE is not one that a series left there. Remove "
                   "or rename it." );
    if ( kept != settings )
      throw Error( "The folder " + folder +
                   " (EVIDENCE) holds what was said of other scenes, by another model or with "
                   "other parameters: " +
                   kept + ", now: " + settings + ". Choose another folder." );
    if ( mGrid && ( mGrid->liesElsewhere( raster.grid() ) || mGrid->width != raster.width() ||
                    mGrid->height != raster.height() ) )
      throw Error( "The rasters in the folder " + folder + " (EVIDENCE) are not of one series: " + path +
                   " lies elsewhere. Remove it." );
    mGrid = raster.grid();
    mScenes[textOf( metadata, sceneKey )] = { path, sceneFacts( path, metadata ),
                                              textOf( metadata, valuesKey ), textOf( metadata, productKey ) };
  }
  mLeftOut = leftOutOf( folder, settings );
}

std::string EvidenceFolder::leftOutPath( const std::string &key ) const
{
  return mFolder + '/' + key + leftOutEnding;
}

void EvidenceFolder::read( const KeptScene &scene, std::uint8_t *planes )
{
  const RasterReader raster( scene.path );
  for ( int band = 1; band <= seriesPlanes; ++band )
  {
    const std::vector<std::uint8_t> plane =
        raster.readBytes( band, { 0, 0, raster.width(), raster.height() } );
    planes = std::copy( plane.begin(), plane.end(), planes );
  }
}

void EvidenceFolder::keep( const std::string &key, KeptScene about,
                           std::map<std::string, std::string> metadata, const RasterGrid &grid,
                           const std::uint8_t *planes )
{
  RasterFormat format = planesFormat();
  format.metadata = std::move( metadata );
  format.metadata[settingsKey] = mSettings;
  format.metadata[sceneKey] = key;
  format.metadata[valuesKey] = about.values;
  if ( !about.product.empty() )
    format.metadata[productKey] = about.product;
  about.path = mFolder + '/' + key + ending + ".tif";
  RasterWriter writer( about.path, grid, format );
  const std::size_t pixels = static_cast<std::size_t>( grid.width ) * grid.height;
  for ( int band = 1; band <= seriesPlanes; ++band, planes += pixels )
    writer.write( { 0, 0, grid.width, grid.height }, std::vector<std::uint8_t>( planes, planes + pixels ),
                  band );
  writer.close();
  writer.commit();
  mScenes[key] = std::move( about );
}

void EvidenceFolder::leaveOut( const std::string &key, const LeftOutNote &note )
{
  AtomicFile file( leftOutPath( key ) );
  file.write( mSettings + '\n' + note.attempt + '\n' + note.reason );
  file.commit();
  mLeftOut[key] = note;
}

} // namespace calving
