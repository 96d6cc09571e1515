#include "model/train/data/packedscenes.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/train/data/packedimages.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr const char *listKey = "scenes";
constexpr const char *preparationKey = "preparation";
constexpr const char *pixelKey = "network_pixel_m";
constexpr const char *bandKey = "band";
constexpr const char *valuesKey = "value_scaling";

//! Training counts and weighs zones by their number.
bool areZones( const StoredTensor &image )
{
  return std::all_of( image.bytes.begin(), image.bytes.end(),
                      []( auto value ) { return static_cast<std::uint8_t>( value ) <= 3; } );
}

bool takeLabels( PackedImages &images, const json &entry )
{
  const int number = static_cast<int>( images.infos.size() ) - 1;
  SceneInfo &info = images.infos.back();
  info.sensor = entry.at( "sensor" );
  info.hasFront = images.file.tensors.count( "front." + std::to_string( number ) ) > 0;
  const std::vector<std::int64_t> shape{ info.height, info.width };
  const StoredTensor *zones = images.find( "zones", number, 2 );
  const StoredTensor *front = images.find( "front", number, 2 );
  return zones && zones->shape == shape && areZones( *zones ) &&
         ( !info.hasFront || ( front && front->shape == shape ) );
}

} // namespace

PackedScenes::PackedScenes( const std::string &path )
  : mImages(
        std::make_shared<PackedImages>( readPackedImages( path, listKey, "labelled scenes", takeLabels ) ) )
{
  const auto stored = mImages->file.metadata.find( preparationKey );
  if ( stored == mImages->file.metadata.end() )
    return;
  const json preparation = json::parse( stored->second, nullptr, false );
  try
  {
    mPixelMetres = preparation.at( pixelKey );
    mBand = preparation.at( bandKey );
    mValueScaling = preparation.at( valuesKey );
  }
  catch ( const json::exception & )
  {
    throw Error( "The file " + path + " does not say how its scenes were prepared. Pack the scenes again." );
  }
}

int PackedScenes::count() const
{
  return static_cast<int>( mImages->infos.size() );
}

const SceneInfo &PackedScenes::info( int scene ) const
{
  return mImages->infos[scene];
}

std::vector<std::uint8_t> PackedScenes::readGrey( int scene, const Window &window )
{
  return mImages->read( "grey", scene, window );
}

std::vector<std::uint8_t> PackedScenes::readZones( int scene, const Window &window )
{
  return mImages->read( "zones", scene, window );
}

std::vector<std::uint8_t> PackedScenes::readFront( int scene )
{
  return mImages->read( "front", scene, wholeScene( info( scene ) ) );
}

std::unique_ptr<SceneSource> PackedScenes::clone() const
{
  return std::make_unique<PackedScenes>( *this );
}

void packScenes( SceneSource &source, const std::string &path, const Feedback &feedback )
{
  const json preparation{ { pixelKey, source.networkPixelMetres() },
                          { bandKey, source.band() },
                          { valuesKey, source.valueScaling() } };
  const auto addLabels = [&]( PackedImages &images, json &entry, int scene )
  {
    images.file.metadata[preparationKey] = preparation.dump(); // the same with each
    const SceneInfo &info = source.info( scene );
    const std::vector<std::int64_t> shape{ info.height, info.width };
    entry["sensor"] = info.sensor;
    images.add( "zones", scene, source.readZones( scene, wholeScene( info ) ), shape );
    if ( info.hasFront )
      images.add( "front", scene, source.readFront( scene ), shape );
  };
  writePackedImages( path, listKey, source, addLabels, feedback );
}

} // namespace calving
