#include "model/train/data/polygonscenes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include <cpl_conv.h>

#include "model/base/listednames.h"
#include "model/base/namedfeedback.h"
#include "model/error.h"
#include "model/labels/labelcheck.h"
#include "model/raster/raster.h"
#include "model/scene/readzones.h"
#include "model/scene/scenename.h"
#include "model/scene/valueparameters.h"
#include "model/scene/zonesurvey.h"
#include "model/train/data/zonesongrid.h"

namespace calving
{

namespace
{

SceneInfo describe( const RasterReader &raster, const PreparedScene &prepared )
{
  const std::string name = CPLGetBasename( raster.path().c_str() );
  const SceneFacts facts = sceneFacts( raster.path(), raster.metadata(), raster.bandName( prepared.band ) );
  return { name,
           facts.glacier.empty() ? name : facts.glacier,
           facts.date,
           facts.sensor,
           prepared.size.width,
           prepared.size.height,
           prepared.size.pixelSizeMetres,
           false };
}

//! Says where a scene on \a grid lies, unless that is turned.
void place( const RasterGrid &grid, SceneInfo &info )
{
  const std::array<double, 2> first = grid.toMap( 0, 0 );
  const std::array<double, 2> last = grid.toMap( grid.width, grid.height );
  if ( grid.transform[2] != 0 || grid.transform[4] != 0 )
    return;
  info.box = { first[0], first[1], last[0], last[1] };
  info.crs = grid.crs;
}

//! Where \a raster lies. Throws Error where that is not known.
SceneGrid placeOf( const RasterReader &raster )
{
  if ( !raster.grid().hasTransform || raster.grid().crs.empty() )
    throw Error( "The raster " + raster.path() +
                 " is not georeferenced, so the zones cannot be laid over it." );
  return sceneGrid( raster, {} );
}

//! Median of the sides (geometric means) of the pixels of \a rasters, in metres.
double medianPixel( const std::vector<RasterInput> &rasters )
{
  std::vector<double> sides;
  for ( const RasterInput &raster : rasters )
  {
    const std::array<double, 2> size =
        placeOf( RasterReader( raster, RasterContent::Backscatter ) ).pixelSizeMetres;
    sides.push_back( std::sqrt( size[0] * size[1] ) );
  }
  std::sort( sides.begin(), sides.end() );
  const std::size_t n = sides.size();
  return n > 0 ? ( sides[( n - 1 ) / 2] + sides[n / 2] ) / 2 : 0;
}

//! \a window cut from the pixels of a \a whole scene.
std::vector<std::uint8_t> cut( const std::vector<std::uint8_t> &whole, int width, const Window &window )
{
  std::vector<std::uint8_t> part;
  part.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( int row = window.y; row < window.y + window.height; ++row )
  {
    const auto from = whole.begin() + static_cast<std::ptrdiff_t>( row ) * width + window.x;
    part.insert( part.end(), from, from + window.width );
  }
  return part;
}

} // namespace

//! What all readers of a raster share.
struct PolygonScenes::Scene
{
  SceneInfo info;
  explicit Scene( const RasterGrid &place )
    : grid( place )
    , zones( place )
  {
  }

  RasterInput input;
  PreparedScene prepared;
  //! The whole prepared scene, once it was read; where the scenes are too large for that, nothing.
  mutable std::mutex mutex;
  mutable std::vector<std::uint8_t> grey;
  //! That of the prepared scene, as the network sees it. What is below lies on it.
  RasterGrid grid;
  PolygonRaster zones;
  //! From a raster of zones, which then counts alone; else empty.
  std::vector<std::uint8_t> zonePixels;
};

namespace
{

//! Throws Error, naming those that are meant, where all polygons belong to other scenes than \a scene.
void requireNamed( const ZonePolygons &zones, const std::string &scene )
{
  std::set<std::string> named;
  for ( const ZonePolygon &polygon : zones.polygons )
  {
    if ( polygon.isOf( scene ) )
      return;
    named.insert( polygon.scene );
  }
  constexpr std::size_t some = 5;
  throw Error(
      "No polygon of the zones is of the raster " + scene + ": they name " + listedNames( named, some ) +
      ". Write the file's name without its extension, capitals as they are, or leave the raster out." );
}

//! The polygons of the scene \a info on the \a grid of its \a raster. Warns of what is doubtful of them.
PolygonRaster checkedZones( const RasterGrid &grid, const ZonePolygons &zones, const SceneInfo &info,
                            const std::string &raster, const Feedback &feedback )
{
  PolygonRaster result = zonesOn( grid, zones, info.name );
  if ( result.isEmpty() && !zones.polygons.empty() )
    requireNamed( zones, info.name );
  if ( result.isEmpty() )
    throw Error( "No polygon of the zones lies on the raster " + raster +
                 ". Digitise its zones, or leave it out." );
  for ( const std::string &sentence : checkLabels( grid, zones, info.name ) )
    feedback.warn( sentence );
  return result;
}

//! Rasters of zones by the names of their scenes, and what their codes mean.
class ZoneRasters
{
public:
  ZoneRasters( const std::vector<RasterInput> &rasters, const Feedback &feedback )
  {
    ZoneSurvey survey;
    for ( const RasterInput &raster : rasters )
    {
      mRasters[stemOf( raster.path )] = raster;
      survey.add( RasterReader( raster ), feedback.part( 0, 0 ) );
    }
    mTables = rasters.empty() ? ZoneTables() : survey.decide();
    mTables.tell( feedback );
  }

  //! The zones of the scene \a name on its \a grid; none where there is no such raster.
  std::vector<std::uint8_t> on( const RasterGrid &grid, const std::string &name,
                                const Feedback &feedback ) const
  {
    const auto found = mRasters.find( name );
    if ( found == mRasters.end() )
      return {};
    const RasterReader raster( found->second );
    const RasterGrid place = placeOf( raster ).grid;
    std::vector<std::uint8_t> zones =
        zonesOnGrid( readZones( raster, mTables.of( raster.path() ), feedback.part( 0, 0 ) ), place, grid );
    if ( std::all_of( zones.begin(), zones.end(), []( std::uint8_t zone ) { return zone == 0; } ) )
      throw Error( "The zones in " + raster.path() + " lie in another place than their scene " + name +
                   ". Give those of this scene, or leave both out." );
    return zones;
  }

private:
  std::map<std::string, RasterInput> mRasters;
  ZoneTables mTables;
};

} // namespace

PolygonScenes::PolygonScenes( const std::vector<RasterInput> &rasters, const ZonePolygons &zones,
                              const SceneInput &input, const Feedback &feedback,
                              const std::vector<RasterInput> &zoneRasters )
  : mPixelMetres( input.pixelMetres > 0 ? input.pixelMetres : medianPixel( rasters ) )
{
  auto scenes = std::make_shared<Scenes>();
  std::set<std::string> names;
  std::size_t bytes = 0;
  const ZoneRasters drawn( zoneRasters, feedback );
  SceneInput wanted = input;
  wanted.pixelMetres = mPixelMetres;
  for ( const RasterInput &file : rasters )
  {
    RasterReader raster( file, RasterContent::Backscatter );
    const PreparedScene prepared =
        prepareScene( raster, placeOf( raster ), wanted,
                      named( feedback.part( 0, 0 ), CPLGetBasename( file.path.c_str() ) ) );
    SceneInfo info = describe( raster, prepared );
    place( prepared.gridOf( raster.grid() ), info );
    bytes += static_cast<std::size_t>( info.width ) * info.height;
    if ( !names.insert( info.name ).second )
      throw Error( "Two rasters have the name " + info.name + ". Rename one of them." );
    auto scene = std::make_shared<Scene>( prepared.gridOf( raster.grid() ) );
    scene->zonePixels = drawn.on( scene->grid, info.name, feedback );
    if ( scene->zonePixels.empty() )
      scene->zones = checkedZones( scene->grid, zones, info, file.path, feedback );
    scene->info = info;
    scene->prepared = prepared;
    scene->input = raster.input();
    scenes->push_back( std::move( scene ) );
  }
  mBand = input.band;
  mValueScaling = valueSettings( input.values );
  constexpr std::size_t mostKept = std::size_t( 1 ) << 30;
  mKeep = bytes <= mostKept;
  mScenes = scenes;
  mReaders.resize( mScenes->size() );
}

PolygonScenes::PolygonScenes( const PolygonScenes &other )
  : mScenes( other.mScenes )
  , mPixelMetres( other.mPixelMetres )
  , mBand( other.mBand )
  , mValueScaling( other.mValueScaling )
  , mKeep( other.mKeep )
  , mReaders( mScenes->size() )
{
}

PolygonScenes::~PolygonScenes() = default;

int PolygonScenes::count() const
{
  return static_cast<int>( mScenes->size() );
}

const SceneInfo &PolygonScenes::info( int scene ) const
{
  return ( *mScenes )[scene]->info;
}

const RasterGrid &PolygonScenes::grid( int scene ) const
{
  return ( *mScenes )[scene]->grid;
}

RasterReader &PolygonScenes::reader( int scene )
{
  if ( !mReaders[scene] )
    mReaders[scene] =
        std::make_unique<RasterReader>( ( *mScenes )[scene]->input, RasterContent::Backscatter );
  return *mReaders[scene];
}

std::vector<std::uint8_t> PolygonScenes::readGrey( int scene, const Window &window )
{
  const Scene &entry = *( *mScenes )[scene];
  if ( !mKeep )
    return preparedBytes( reader( scene ), entry.prepared, window );
  const std::lock_guard<std::mutex> lock( entry.mutex );
  if ( entry.grey.empty() )
    entry.grey = preparedBytes( reader( scene ), entry.prepared, wholeScene( entry.info ) );
  return cut( entry.grey, entry.info.width, window );
}

std::vector<std::uint8_t> PolygonScenes::readZones( int scene, const Window &window )
{
  const Scene &entry = *( *mScenes )[scene];
  return entry.zonePixels.empty() ? entry.zones.read( window )
                                  : cut( entry.zonePixels, entry.info.width, window );
}

std::vector<std::uint8_t> PolygonScenes::readFront( int )
{
  return {};
}

std::unique_ptr<SceneSource> PolygonScenes::clone() const
{
  return std::unique_ptr<SceneSource>( new PolygonScenes( *this ) );
}

} // namespace calving
