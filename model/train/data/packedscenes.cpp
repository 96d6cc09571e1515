#include "model/train/data/packedscenes.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/safetensors.h"
#include "model/train/data/packedbytes.h"

namespace calving
{

namespace
{

using nlohmann::json;

StoredTensor storedBytes( const SceneInfo &info, const std::vector<std::uint8_t> &values )
{
  return packedBytes( values, { info.height, info.width } );
}

json described( const SceneInfo &info )
{
  return { { "name", info.name },
           { "glacier", info.glacier },
           { "date", info.date },
           { "sensor", info.sensor },
           { "pixel_size_m", info.pixelSizeMetres } };
}

bool hasSize( const StoredTensor &image, const StoredTensor &grey )
{
  return isPackedImage( image, 2 ) && image.shape == grey.shape;
}

//! Training counts and weighs zones by their number.
bool areZones( const StoredTensor &image )
{
  return std::all_of( image.bytes.begin(), image.bytes.end(),
                      []( auto value ) { return static_cast<std::uint8_t>( value ) <= 3; } );
}

} // namespace

struct PackedScenes::Scenes
{
  TensorFile file;
  std::vector<SceneInfo> infos;

  const StoredTensor &tensor( const char *kind, int scene ) const
  {
    return file.tensors.at( packedKey( kind, scene ) );
  }
};

PackedScenes::PackedScenes( const std::string &path )
{
  auto scenes = std::make_shared<Scenes>();
  scenes->file = readSafetensors( path );
  const Error damaged( "The file " + path +
                       " is no packed data set of labelled scenes. Pack the scenes again." );
  const json list = json::parse( scenes->file.metadata["scenes"], nullptr, false );
  if ( !list.is_array() || list.empty() )
    throw damaged;
  for ( const json &entry : list )
  {
    const int number = static_cast<int>( scenes->infos.size() );
    const auto grey = scenes->file.tensors.find( packedKey( "grey", number ) );
    const auto zones = scenes->file.tensors.find( packedKey( "zones", number ) );
    const auto front = scenes->file.tensors.find( packedKey( "front", number ) );
    const auto end = scenes->file.tensors.end();
    if ( grey == end || zones == end || !isPackedImage( grey->second, 2 ) ||
         !hasSize( zones->second, grey->second ) || !areZones( zones->second ) ||
         ( front != end && !hasSize( front->second, grey->second ) ) )
      throw damaged;
    try
    {
      SceneInfo info{ entry.at( "name" ),
                      entry.at( "glacier" ),
                      entry.at( "date" ),
                      entry.at( "sensor" ),
                      static_cast<int>( grey->second.shape[1] ),
                      static_cast<int>( grey->second.shape[0] ),
                      entry.at( "pixel_size_m" ),
                      front != end };
      scenes->infos.push_back( info );
    }
    catch ( const json::exception & )
    {
      throw damaged;
    }
  }
  mScenes = scenes;
}

int PackedScenes::count() const
{
  return static_cast<int>( mScenes->infos.size() );
}

const SceneInfo &PackedScenes::info( int scene ) const
{
  return mScenes->infos[scene];
}

std::vector<std::uint8_t> PackedScenes::readGrey( int scene, const Window &window )
{
  return windowOf( mScenes->tensor( "grey", scene ), window );
}

std::vector<std::uint8_t> PackedScenes::readZones( int scene, const Window &window )
{
  return windowOf( mScenes->tensor( "zones", scene ), window );
}

std::vector<std::uint8_t> PackedScenes::readFront( int scene )
{
  return windowOf( mScenes->tensor( "front", scene ), wholeScene( info( scene ) ) );
}

std::unique_ptr<SceneSource> PackedScenes::clone() const
{
  return std::make_unique<PackedScenes>( *this );
}

void packScenes( SceneSource &source, const std::string &path, const Feedback &feedback )
{
  TensorFile file;
  json list = json::array();
  for ( int i = 0; i < source.count(); ++i )
  {
    feedback.report( static_cast<double>( i ) / source.count() );
    const SceneInfo &info = source.info( i );
    list.push_back( described( info ) );
    file.tensors[packedKey( "grey", i )] = storedBytes( info, source.readGrey( i, wholeScene( info ) ) );
    file.tensors[packedKey( "zones", i )] = storedBytes( info, source.readZones( i, wholeScene( info ) ) );
    if ( info.hasFront )
      file.tensors[packedKey( "front", i )] = storedBytes( info, source.readFront( i ) );
  }
  file.metadata["scenes"] = list.dump();
  writeSafetensors( path, file );
}

} // namespace calving
