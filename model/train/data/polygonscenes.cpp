#include "model/train/data/polygonscenes.h"

#include <set>

#include <cpl_conv.h>

#include "model/error.h"
#include "model/geometry/polygonraster.h"
#include "model/raster/raster.h"
#include "model/scene/sceneholes.h"
#include "model/scene/scenename.h"
#include "model/scene/valuescaling.h"

namespace calving
{

namespace
{

SceneInfo describe( const RasterReader &raster )
{
  const std::string name = CPLGetBasename( raster.path().c_str() );
  const SceneFacts parsed = sceneOfDataSet( name );
  if ( !raster.grid().hasTransform || raster.grid().crs.empty() )
    throw Error( "The raster " + raster.path() +
                 " is not georeferenced, so the zones cannot be laid over it." );
  return { name,
           parsed.glacier,
           parsed.date,
           parsed.sensor,
           raster.width(),
           raster.height(),
           raster.grid().pixelSizeMetres(),
           false };
}

} // namespace

//! What all readers of a raster share.
struct PolygonScenes::Scene
{
  SceneInfo info;
  RasterInput raster;
  ValueScaling scaling;
  bool isByte = true;
  PolygonRaster zones;
};

namespace
{

//! The polygons of the scene \a info on the \a grid of its \a raster.
PolygonRaster zonesOn( const RasterGrid &grid, const ZonePolygons &zones, const SceneInfo &info,
                       const std::string &raster )
{
  const PolygonPlacer placer( zones.crs, grid );
  PolygonRaster result( grid );
  for ( const ZonePolygon &polygon : zones.polygons )
    if ( polygon.scene.empty() || polygon.scene == info.name )
      result.add( placer.place( polygon.shape, "A polygon of the zones" ), polygon.zone );
  if ( result.isEmpty() )
    throw Error( "No polygon of the zones lies on the raster " + raster +
                 ". Digitise its zones, or leave it out." );
  return result;
}

} // namespace

PolygonScenes::PolygonScenes( const std::vector<RasterInput> &rasters, const ZonePolygons &zones )
{
  auto scenes = std::make_shared<Scenes>();
  std::set<std::string> names;
  for ( const RasterInput &input : rasters )
  {
    RasterReader raster( input, RasterContent::Backscatter );
    const SceneInfo info = describe( raster );
    if ( !names.insert( info.name ).second )
      throw Error( "Two rasters have the name " + info.name + ". Rename one of them." );
    const bool isByte = raster.type() == PixelType::Byte;
    const ValueScaling scaling = isByte ? ValueScaling() : chooseScaling( {}, sceneValues( raster, 1 ) );
    auto scene = std::make_shared<Scene>( Scene{ info, raster.input(), scaling, isByte,
                                                 zonesOn( raster.grid(), zones, info, input.path ) } );
    scenes->push_back( std::move( scene ) );
  }
  mScenes = scenes;
  mReaders.resize( mScenes->size() );
}

PolygonScenes::PolygonScenes( std::shared_ptr<const Scenes> scenes )
  : mScenes( std::move( scenes ) )
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
        std::make_unique<RasterReader>( ( *mScenes )[scene]->raster, RasterContent::Backscatter );
  return *mReaders[scene];
}

std::vector<std::uint8_t> PolygonScenes::readGrey( int scene, const Window &window )
{
  const Scene &entry = *( *mScenes )[scene];
  if ( entry.isByte )
    return reader( scene ).readBytes( 1, window );
  return entry.scaling.toBytes( reader( scene ).readBand( 1, window ) );
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
  return std::unique_ptr<SceneSource>( new PolygonScenes( mScenes ) );
}

} // namespace calving
