#include "model/series/seriesplan.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "model/base/listednames.h"
#include "model/base/mixbits.h"
#include "model/error.h"
#include "model/raster/raster.h"
#include "model/scene/preparedscene.h"
#include "model/scene/productname.h"

namespace calving
{

namespace
{

constexpr std::size_t mostNamed = 10;

//! \a name such that it can be that of a file, and eight digits made of what tells it from others of that
//! name.
std::string keyOf( std::string name, const SceneFacts &facts, const std::string &path )
{
  std::replace( name.begin(), name.end(), '/', '_' ); // as ids may have it
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size( path, unknown );
  std::uint64_t hash = unknown ? 0 : size;
  for ( const char c : facts.date )
    hash = mixBits( hash + static_cast<unsigned char>( c ) );
  std::string digits;
  constexpr int count = 8;
  for ( int i = 0; i < count; ++i, hash /= 16 )
    digits += "0123456789abcdef"[hash % 16];
  return name + '_' + digits;
}

std::string nameOf( const ListedScene &scene )
{
  const auto listed = scene.metadata.find( "CALVINGFRONT_IMAGE_ID" );
  return listed == scene.metadata.end() ? stemOf( scene.raster.path ) : listed->second;
}

//! \a given without the coordinate reference system that QGIS assumed for a raster that has none, where the
//! user names the one to assume.
RasterInput withOwnCrs( const RasterInput &given, const Georeference &georeference )
{
  RasterInput own = given;
  own.crs.clear();
  const bool counts =
      georeference.crs.empty() || given.crs.empty() || !RasterReader( own ).grid().crs.empty();
  return counts ? given : own;
}

PlannedScene plannedScene( const ListedScene &given, int band, const Georeference &georeference )
{
  requireScene( given.raster.path );
  const RasterInput input = withOwnCrs( given.raster, georeference );
  const RasterReader raster( input, RasterContent::Backscatter );
  std::map<std::string, std::string> metadata = given.metadata;
  metadata.merge( raster.metadata() );
  for ( const char *key : { "CALVINGFRONT_ZONES", "CALVINGFRONT_EVIDENCE" } )
    if ( metadata.count( key ) > 0 )
      throw Error( "The raster " + input.path + " holds a result, no scene." );
  requireBand( raster, band );
  PlannedScene scene;
  scene.input = input;
  scene.facts = sceneFacts( input.path, metadata, raster.bandName( band ) );
  scene.name = nameOf( given );
  scene.key = keyOf( scene.name, scene.facts, input.path );
  scene.place = sceneGrid( raster, georeference );
  return scene;
}

PlannedScene plannedProduct( const RasterInput &given, const SeriesProducts &products )
{
  PlannedScene scene;
  scene.isProduct = true;
  scene.input = given;
  scene.facts = productFacts( given.path, products );
  scene.name = scene.facts.imageId;
  scene.key = keyOf( scene.name, scene.facts, {} ); // the same as folder and as archive
  return scene;
}

//! Leaves out the scenes with a coordinate reference system, or those without, whichever are fewer.
void leaveOutNowhere( SeriesPlan &plan )
{
  const auto hasNone = []( const PlannedScene &scene )
  { return scene.place.grid.crs.empty() && !scene.isProduct; };
  const auto without = std::count_if( plan.scenes.begin(), plan.scenes.end(), hasNone );
  const bool areFew = 2 * without <= static_cast<std::ptrdiff_t>( plan.scenes.size() );
  const auto stays = [&]( const PlannedScene &scene ) { return hasNone( scene ) != areFew; };
  const auto first = std::stable_partition( plan.scenes.begin(), plan.scenes.end(), stays );
  for ( auto scene = first; scene != plan.scenes.end(); ++scene )
    plan.leftOut.push_back(
        { scene->name, areFew ? "It has no coordinate reference system, and others of the series have one."
                              : "It has a coordinate reference system, and most of the series have none." } );
  plan.scenes.erase( first, plan.scenes.end() );
}

std::vector<std::string> namesWithoutDate( const SeriesPlan &plan )
{
  std::vector<std::string> names;
  for ( const PlannedScene &scene : plan.scenes )
    if ( scene.facts.date.empty() )
      names.push_back( scene.name );
  return names;
}

} // namespace

std::string attemptOf( const PlannedScene &scene, const SeriesProducts &products )
{
  if ( !scene.isProduct )
    return {};
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size( scene.input.path, unknown );
  return settingsOf( products ) + ( unknown ? std::string() : ", " + std::to_string( size ) + " bytes" );
}

SeriesPlan planSeries( const ListedScenes &scenes, const SeriesProducts &products, int band,
                       const Georeference &georeference, bool needsDates, const Feedback &feedback )
{
  SeriesPlan plan;
  plan.leftOut = scenes.leftOut;
  std::set<std::string> keys;
  std::vector<std::string> twice;
  for ( const ListedScene &given : scenes.scenes )
  {
    feedback.check();
    try
    {
      PlannedScene scene = given.isProduct ? plannedProduct( given.raster, products )
                                           : plannedScene( given, band, georeference );
      if ( keys.insert( scene.key ).second )
        plan.scenes.push_back( std::move( scene ) );
      else
        twice.push_back( scene.name );
    }
    catch ( const Error &e )
    {
      plan.leftOut.push_back( { nameOf( given ), e.what() } );
    }
  }
  leaveOutNowhere( plan );
  for ( const UnusedScene &scene : plan.leftOut )
    feedback.warn( scene.sentence() );
  if ( !twice.empty() )
    feedback.inform( "Given twice, these scenes count once: " + listedNames( twice, mostNamed ) + "." );
  if ( plan.scenes.empty() )
    throw Error( plan.leftOut.empty()
                     ? "There is no scene in INPUTS. Give rasters, products, a folder of them, a layer of "
                       "footprints, or STAC items."
                     : "None of the scenes (INPUTS) can be used: the log says why." );
  if ( const std::vector<std::string> names = namesWithoutDate( plan ); needsDates && !names.empty() )
    throw Error( "A series needs the date of each scene, and neither name nor metadata tell that of: " +
                 listedNames( names, mostNamed ) +
                 ". Name them as Glacier_2020-07-01_S1, or set SMOOTHING to none." );
  return plan;
}

} // namespace calving
