#include "model/dataset/datasetfolder.h"

#include <map>

#include "model/dataset/bandmaxima.h"
#include "model/dataset/datasetlayout.h"
#include "model/error.h"
#include "model/raster/decodedrasters.h"
#include "model/raster/raster.h"
#include "model/raster/rasterfiles.h"
#include "model/scene/manifest.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

//! An optical image and what its pixels need to become targets.
struct OpticalImage
{
  std::string path;
  RasterGrid grid;
  TargetBands bands{};
  BandMaxima maxima{};
};

std::array<double, 2> pixelSizeOf( const RasterReader &raster )
{
  const bool known = raster.grid().hasTransform && !raster.grid().crs.empty();
  return known ? raster.grid().pixelSizeMetres() : std::array<double, 2>{ 0, 0 };
}

SceneInfo describe( const DatasetScene &scene, const RasterReader &raster, const ManifestEntry &entry )
{
  if ( raster.type() != PixelType::Byte )
    throw Error( "The scene " + scene.sar +
                 " is not 8 bit. Scale it to 0..255 first, with the same limits for all scenes." );
  SceneInfo info;
  info.name = scene.name;
  info.glacier = scene.glacier;
  info.date = entry.date.empty() ? sceneFromName( scene.name ).date : entry.date;
  info.width = raster.width();
  info.height = raster.height();
  const std::array<double, 2> stated = entry.bestPixelSize();
  info.pixelSizeMetres = stated[0] > 0 ? stated : pixelSizeOf( raster );
  info.validates = scene.validates;
  return info;
}

void requireSameGrid( const std::string &scene, const RasterGrid &grid, const OpticalImage &image )
{
  const std::string mend = " All scenes of a glacier must lie on the grid of its optical image, as "
                           "calvingfront:builddataset lays them.";
  if ( image.grid.width != grid.width || image.grid.height != grid.height )
    throw Error( "The optical image " + image.path + " has " + std::to_string( image.grid.width ) + " x " +
                 std::to_string( image.grid.height ) + " pixels, but the scene " + scene + " has " +
                 std::to_string( grid.width ) + " x " + std::to_string( grid.height ) + "." + mend );
  if ( image.grid.liesElsewhere( grid ) )
    throw Error( "The pixels of the optical image " + image.path + " lie elsewhere than those of the scene " +
                 scene + "." + mend );
}

std::map<std::string, ManifestEntry> manifestOf( const std::string &folder )
{
  const std::string path = folder + "/manifest.csv";
  return pathExists( path ) ? readSceneManifest( path ) : std::map<std::string, ManifestEntry>();
}

//! Luma of red, green and blue in 16-bit fixed point, as the library of the published code computes it.
std::vector<std::uint8_t> luma( const RasterReader &raster, const Window &window )
{
  const std::vector<std::uint8_t> red = raster.readBytes( 1, window );
  const std::vector<std::uint8_t> green = raster.readBytes( 2, window );
  const std::vector<std::uint8_t> blue = raster.readBytes( 3, window );
  std::vector<std::uint8_t> grey( red.size() );
  for ( std::size_t i = 0; i < grey.size(); ++i )
    grey[i] = static_cast<std::uint8_t>(
        ( red[i] * 19595U + green[i] * 38470U + blue[i] * 7471U + 0x8000U ) >> 16 );
  return grey;
}

} // namespace

struct DatasetFolder::Content
{
  mutable DecodedRasters decoded;
  std::vector<SceneInfo> infos;
  std::vector<DatasetScene> scenes;
  std::map<std::string, OpticalImage> images;
};

//! The optical images that one thread read last: a data set has few of them, and opening one takes a while.
struct DatasetFolder::OpenImages
{
  static constexpr std::size_t most = 16;
  std::map<std::string, RasterReader> readers;

  const RasterReader &open( const std::string &path )
  {
    const auto known = readers.find( path );
    if ( known != readers.end() )
      return known->second;
    if ( readers.size() >= most )
      readers.erase( readers.begin() );
    return readers.emplace( path, RasterReader( path ) ).first->second;
  }
};

namespace
{

OpticalImage opticalImage( const std::string &path, const std::string &folder, const Feedback &feedback )
{
  const RasterReader raster( path );
  return { path, raster.grid(), findTargetBands( raster ),
           cachedBandMaxima( path, folder + "/band_maxima.csv", feedback ) };
}

} // namespace

DatasetFolder::DatasetFolder( const std::string &folder, const Feedback &feedback )
  : mImages( std::make_unique<OpenImages>() )
{
  auto content = std::make_shared<Content>();
  content->scenes = datasetScenes( folder );
  const auto manifest = manifestOf( folder );
  double done = 0;
  for ( const DatasetScene &scene : content->scenes )
  {
    const double next = done + 1.0 / static_cast<double>( content->scenes.size() );
    const auto entry = manifest.find( scene.name );
    const RasterReader raster( scene.sar, RasterContent::Backscatter );
    content->infos.push_back(
        describe( scene, raster, entry == manifest.end() ? ManifestEntry() : entry->second ) );
    if ( !scene.optical.empty() && !content->images.count( scene.optical ) )
      content->images[scene.optical] =
          opticalImage( scene.optical, folder, feedback.part( done, std::min( 1.0, next ) ) );
    if ( !scene.optical.empty() )
      requireSameGrid( scene.name, raster.grid(), content->images[scene.optical] );
    done = next;
    feedback.report( std::min( 1.0, done ) );
  }
  mContent = content;
}

DatasetFolder::DatasetFolder( std::shared_ptr<const Content> content )
  : mContent( std::move( content ) )
  , mImages( std::make_unique<OpenImages>() )
{
}

DatasetFolder::~DatasetFolder() = default;

int DatasetFolder::count() const
{
  return static_cast<int>( mContent->scenes.size() );
}

const SceneInfo &DatasetFolder::info( int pair ) const
{
  return mContent->infos[pair];
}

int DatasetFolder::targetChannels() const
{
  return mContent->images.empty() ? 0 : targetBandCount;
}

std::vector<std::uint8_t> DatasetFolder::readGrey( int pair, const Window &window )
{
  return mContent->decoded.read( mContent->scenes[pair].sar, RasterContent::Backscatter, window,
                                 []( const RasterReader &raster, const Window &part ) {
                                   return raster.bands() < 3 ? raster.readBytes( 1, part )
                                                             : luma( raster, part );
                                 } );
}

std::vector<std::uint8_t> DatasetFolder::readTarget( int pair, const Window &window )
{
  const OpticalImage &image = mContent->images.at( mContent->scenes[pair].optical );
  const RasterReader &raster = mImages->open( image.path );
  const std::size_t plane = static_cast<std::size_t>( window.width ) * window.height;
  std::vector<std::uint8_t> target( plane * targetBandCount );
  for ( int channel = 0; channel < targetBandCount; ++channel )
    if ( const int band = image.bands[channel]; band != 0 )
      scaleToBytes( raster.readBand( band, window ), image.maxima[channel], target.data() + channel * plane );
  return target;
}

std::unique_ptr<PairSource> DatasetFolder::clone() const
{
  return std::unique_ptr<PairSource>( new DatasetFolder( mContent ) );
}

} // namespace calving
