#include "model/train/data/scenefolder.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "model/error.h"
#include "model/feedback.h"
#include "model/raster/decodedrasters.h"
#include "model/raster/raster.h"
#include "model/raster/rasterfiles.h"
#include "model/scene/manifest.h"
#include "model/scene/readzones.h"
#include "model/scene/scenename.h"
#include "model/scene/zonesurvey.h"

namespace calving
{

namespace
{

std::string withSuffix( const RasterFiles &files, const std::string &name,
                        const std::vector<std::string> &suffixes )
{
  for ( const std::string &suffix : suffixes )
  {
    const auto found = files.find( name + suffix );
    if ( found != files.end() )
      return found->second;
  }
  return {};
}

void requireSameSize( const SceneInfo &info, const RasterReader &other, const std::string &what )
{
  if ( other.width() == info.width && other.height() == info.height )
    return;
  throw Error( "The " + what + " of scene " + info.name + " have " + std::to_string( other.width() ) + " x " +
               std::to_string( other.height() ) + " pixels, but the scene has " +
               std::to_string( info.width ) + " x " + std::to_string( info.height ) +
               ". Resample them to the grid of the scene." );
}

std::array<double, 2> pixelSize( const RasterReader &grey, const ManifestEntry &entry,
                                 const SceneFacts &name )
{
  if ( const std::array<double, 2> stated = entry.bestPixelSize(); stated[0] > 0 && stated[1] > 0 )
    return stated;
  if ( grey.grid().hasTransform && !grey.grid().crs.empty() )
    return grey.grid().pixelSizeMetres();
  return { name.resolutionMetres, name.resolutionMetres };
}

SceneInfo describe( const std::string &name, const RasterReader &grey, const ManifestEntry &entry )
{
  const SceneFacts parsed = sceneOfDataSet( name );
  SceneInfo info;
  info.name = name;
  info.glacier = entry.glacier.empty() ? parsed.glacier : entry.glacier;
  info.date = entry.date.empty() ? parsed.date : entry.date;
  info.sensor = entry.sensor.empty() ? parsed.sensor : entry.sensor;
  info.width = grey.width();
  info.height = grey.height();
  info.pixelSizeMetres = pixelSize( grey, entry, parsed );
  if ( grey.type() != PixelType::Byte )
    throw Error( "Scene " + name +
                 " is not 8 bit. Scale it to 0..255 first, with the same limits for all scenes." );
  if ( !( info.pixelSizeMetres[0] > 0 && info.pixelSizeMetres[1] > 0 ) )
    throw Error(
        "The pixel size of scene " + name +
        " is unknown. Georeference it, name it Glacier_Date_Sensor_Resolution, or add a manifest.csv with "
        "the columns stem, eff_px_x_m and eff_px_y_m." );
  return info;
}

//! \a window cut from the pixels of a whole scene.
std::vector<std::uint8_t> cut( const std::vector<std::uint8_t> &whole, int width, const Window &window )
{
  std::vector<std::uint8_t> result( static_cast<std::size_t>( window.width ) * window.height );
  for ( int row = 0; row < window.height; ++row )
    std::memcpy( result.data() + static_cast<std::size_t>( row ) * window.width,
                 whole.data() + static_cast<std::size_t>( window.y + row ) * width + window.x, window.width );
  return result;
}

} // namespace

struct SceneFolder::Scenes
{
  struct Scene
  {
    SceneInfo info;
    std::string grey;
    std::string zones;
    std::string front;
    std::vector<std::uint8_t> keptGrey;
    std::vector<std::uint8_t> keptZones;
  };

  std::vector<Scene> list;
  ZoneTables codes;
  bool keep = false;
  std::mutex mutex;
  DecodedRasters decoded;

  //! The pixels of \a window as \a pixels reads them; the whole band goes to \a kept where scenes are kept.
  std::vector<std::uint8_t> read( const std::string &path, RasterContent content, int scene,
                                  std::vector<std::uint8_t> Scene::*kept, const Window &window,
                                  const DecodedRasters::ReadBytes &pixels )
  {
    if ( !keep )
      return decoded.read( path, content, window, pixels );
    Scene &entry = list[scene];
    const std::lock_guard<std::mutex> lock( mutex );
    if ( ( entry.*kept ).empty() )
      entry.*kept = pixels( RasterReader( path, content ), wholeScene( entry.info ) );
    return cut( entry.*kept, entry.info.width, window );
  }
};

Parameter subsetParameter( SceneFolderOptions &options )
{
  return advanced(
      choice( "SUBSET", shown( "Sub-folder" ), options.subset,
              { { "train", "train" }, { "test", "test" }, { "all", "all" } },
              shown( "Which of the sub-folders of sar_images and zones to use, where there are such." ) ) );
}

SceneFolder::SceneFolder( const std::string &path, const SceneFolderOptions &options,
                          const Feedback &feedback )
  : mScenes( std::make_shared<Scenes>() )
{
  const std::string sar = pathExists( path + "/sar_images" ) ? path + "/sar_images" : path + "/sar";
  const RasterFiles grey = rasterFiles( sar, options.subset );
  if ( grey.empty() )
    throw Error( "The folder " + path +
                 " holds no scenes. It needs the sub-folders sar_images (or sar) and zones "
                 "with .png or .tif files." );
  const RasterFiles zones = rasterFiles( path + "/zones", options.subset );
  const RasterFiles fronts = rasterFiles( path + "/fronts", options.subset );
  const std::string manifestPath = path + "/manifest.csv";
  const auto manifest =
      pathExists( manifestPath ) ? readSceneManifest( manifestPath ) : std::map<std::string, ManifestEntry>();
  std::size_t bytes = 0;
  for ( const auto &[name, file] : grey )
  {
    const RasterReader reader( file, RasterContent::Backscatter );
    const auto entry = manifest.find( name );
    Scenes::Scene scene;
    scene.info = describe( name, reader, entry == manifest.end() ? ManifestEntry() : entry->second );
    scene.grey = file;
    scene.zones = withSuffix( zones, name, { "_zones", "_zones_NA", "" } );
    scene.front = withSuffix( fronts, name, { "_front", "_fronts", "" } );
    scene.info.hasFront = !scene.front.empty();
    if ( scene.zones.empty() )
      throw Error( "Scene " + name + " has no zones: there is no " + path + "/zones/" + name +
                   "_zones.png." );
    requireSameSize( scene.info, RasterReader( scene.zones ), "zones" );
    if ( scene.info.hasFront )
      requireSameSize( scene.info, RasterReader( scene.front ), "front pixels" );
    bytes += 2 * static_cast<std::size_t>( scene.info.width ) * scene.info.height;
    mScenes->list.push_back( std::move( scene ) );
  }
  mScenes->keep = bytes <= options.keepBytes;
  ZoneSurvey survey;
  for ( std::size_t i = 0; i < mScenes->list.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / mScenes->list.size() );
    survey.add( RasterReader( mScenes->list[i].zones ) );
  }
  mScenes->codes = survey.decide();
  mScenes->codes.tell( feedback );
}

bool SceneFolder::hasOcean() const
{
  return mScenes->codes.hasOcean;
}

int SceneFolder::count() const
{
  return static_cast<int>( mScenes->list.size() );
}

const SceneInfo &SceneFolder::info( int scene ) const
{
  return mScenes->list[scene].info;
}

std::vector<std::uint8_t> SceneFolder::readGrey( int scene, const Window &window )
{
  return mScenes->read(
      mScenes->list[scene].grey, RasterContent::Backscatter, scene, &Scenes::Scene::keptGrey, window,
      []( const RasterReader &raster, const Window &part ) { return raster.readBytes( 1, part ); } );
}

std::vector<std::uint8_t> SceneFolder::readZones( int scene, const Window &window )
{
  return mScenes->read( mScenes->list[scene].zones, RasterContent::Values, scene, &Scenes::Scene::keptZones,
                        window,
                        [codes = &mScenes->codes]( const RasterReader &raster, const Window &part )
                        { return calving::readZones( raster, part, codes->of( raster.path() ) ); } );
}

std::vector<std::uint8_t> SceneFolder::readFront( int scene )
{
  // Values that a byte would round to 0 are fronts, too.
  const std::vector<float> values =
      RasterReader( mScenes->list[scene].front ).readBand( 1, wholeScene( info( scene ) ) );
  std::vector<std::uint8_t> front( values.size() );
  std::transform( values.begin(), values.end(), front.begin(),
                  []( float value ) { return value != 0 && value == value ? 1 : 0; } );
  return front;
}

std::unique_ptr<SceneSource> SceneFolder::clone() const
{
  return std::make_unique<SceneFolder>( *this );
}

} // namespace calving
