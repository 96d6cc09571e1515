#include "model/train/data/polygonscenes.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>

#include <cpl_conv.h>

#include "model/error.h"
#include "model/labels/labelcheck.h"
#include "model/raster/raster.h"
#include "model/scene/scenename.h"
#include "model/scene/valueparameters.h"

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

//! \a feedback whose sentences begin with \a name.
Feedback named( const std::string &name, const Feedback &feedback )
{
  Feedback result = feedback.part( 0, 0 );
  result.info = [name, &feedback]( const std::string &text ) { feedback.inform( name + ": " + text ); };
  result.warning = [name, &feedback]( const std::string &text ) { feedback.warn( name + ": " + text ); };
  return result;
}

} // namespace

//! What all readers of a raster share.
struct PolygonScenes::Scene
{
  SceneInfo info;
  explicit Scene( PolygonRaster polygons )
    : zones( std::move( polygons ) )
  {
  }

  RasterInput input;
  PreparedScene prepared;
  //! The whole prepared scene, once it was read; where the scenes are too large for that, nothing.
  mutable std::mutex mutex;
  mutable std::vector<std::uint8_t> grey;
  //! On the grid of the prepared scene, as the network sees it.
  PolygonRaster zones;
};

namespace
{

//! The polygons of the scene \a info on the \a grid of its \a raster. Warns of what is doubtful of them.
PolygonRaster checkedZones( const RasterGrid &grid, const ZonePolygons &zones, const SceneInfo &info,
                            const std::string &raster, const Feedback &feedback )
{
  PolygonRaster result = zonesOn( grid, zones, info.name );
  if ( result.isEmpty() )
    throw Error( "No polygon of the zones lies on the raster " + raster +
                 ". Digitise its zones, or leave it out." );
  for ( const std::string &sentence : checkLabels( grid, zones, info.name ) )
    feedback.warn( sentence );
  return result;
}

} // namespace

PolygonScenes::PolygonScenes( const std::vector<RasterInput> &rasters, const ZonePolygons &zones,
                              const SceneInput &input, const Feedback &feedback )
  : mPixelMetres( input.pixelMetres > 0 ? input.pixelMetres : medianPixel( rasters ) )
{
  auto scenes = std::make_shared<Scenes>();
  std::set<std::string> names;
  std::size_t bytes = 0;
  SceneInput wanted = input;
  wanted.pixelMetres = mPixelMetres;
  for ( const RasterInput &file : rasters )
  {
    RasterReader raster( file, RasterContent::Backscatter );
    const PreparedScene prepared = prepareScene( raster, placeOf( raster ), wanted,
                                                 named( CPLGetBasename( file.path.c_str() ), feedback ) );
    const SceneInfo info = describe( raster, prepared );
    bytes += static_cast<std::size_t>( info.width ) * info.height;
    if ( !names.insert( info.name ).second )
      throw Error( "Two rasters have the name " + info.name + ". Rename one of them." );
    auto scene =
        std::make_shared<Scene>( checkedZones( prepared.gridOf( raster.grid() ), zones, info, file.path, feedback ) );
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
  std::vector<std::uint8_t> part;
  part.reserve( static_cast<std::size_t>( window.width ) * window.height );
  for ( int row = window.y; row < window.y + window.height; ++row )
  {
    const auto from = entry.grey.begin() + static_cast<std::ptrdiff_t>( row ) * entry.info.width + window.x;
    part.insert( part.end(), from, from + window.width );
  }
  return part;
}

std::vector<std::uint8_t> PolygonScenes::readZones( int scene, const Window &window )
{
  return ( *mScenes )[scene]->zones.read( window );
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
