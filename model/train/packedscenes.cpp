#include "model/train/packedscenes.h"

#include <cstring>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/safetensors.h"

namespace calving
{

namespace
{

using nlohmann::json;

std::string key( const char *kind, int scene )
{
  return std::string( kind ) + '.' + std::to_string( scene );
}

StoredTensor storedBytes( const SceneInfo &info, const std::vector<std::uint8_t> &values )
{
  StoredTensor tensor{ DType::UInt8, { info.height, info.width }, std::vector<std::byte>( values.size() ) };
  std::memcpy( tensor.bytes.data(), values.data(), values.size() );
  return tensor;
}

json described( const SceneInfo &info )
{
  return { { "name", info.name },
           { "glacier", info.glacier },
           { "date", info.date },
           { "sensor", info.sensor },
           { "pixel_size_m", info.pixelSizeMetres } };
}

std::vector<std::uint8_t> bytesOf( const StoredTensor &tensor, const Window &window )
{
  std::vector<std::uint8_t> result( static_cast<std::size_t>( window.width ) * window.height );
  const std::size_t stride = static_cast<std::size_t>( tensor.shape[1] );
  for ( int row = 0; row < window.height; ++row )
    std::memcpy( result.data() + static_cast<std::size_t>( row ) * window.width,
                 tensor.bytes.data() + ( window.y + row ) * stride + window.x, window.width );
  return result;
}

} // namespace

struct PackedScenes::Scenes
{
  TensorFile file;
  std::vector<SceneInfo> infos;

  const StoredTensor &tensor( const char *kind, int scene ) const
  {
    return file.tensors.at( key( kind, scene ) );
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
    const auto grey = scenes->file.tensors.find( key( "grey", number ) );
    const auto zones = scenes->file.tensors.find( key( "zones", number ) );
    const auto front = scenes->file.tensors.find( key( "front", number ) );
    if ( grey == scenes->file.tensors.end() || zones == scenes->file.tensors.end() ||
         grey->second.shape.size() != 2 || grey->second.dtype != DType::UInt8 ||
         zones->second.shape != grey->second.shape || zones->second.dtype != DType::UInt8 )
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
                      front != scenes->file.tensors.end() };
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
  return bytesOf( mScenes->tensor( "grey", scene ), window );
}

std::vector<std::uint8_t> PackedScenes::readZones( int scene, const Window &window )
{
  return bytesOf( mScenes->tensor( "zones", scene ), window );
}

std::vector<std::uint8_t> PackedScenes::readFront( int scene )
{
  return bytesOf( mScenes->tensor( "front", scene ), wholeScene( info( scene ) ) );
}

std::unique_ptr<SceneSource> PackedScenes::clone() const
{
  return std::make_unique<PackedScenes>( *this );
}

void packScenes( SceneSource &source, const std::string &path )
{
  TensorFile file;
  json list = json::array();
  for ( int i = 0; i < source.count(); ++i )
  {
    const SceneInfo &info = source.info( i );
    list.push_back( described( info ) );
    file.tensors[key( "grey", i )] = storedBytes( info, source.readGrey( i, wholeScene( info ) ) );
    file.tensors[key( "zones", i )] = storedBytes( info, source.readZones( i, wholeScene( info ) ) );
    if ( info.hasFront )
      file.tensors[key( "front", i )] = storedBytes( info, source.readFront( i ) );
  }
  file.metadata["scenes"] = list.dump();
  writeSafetensors( path, file );
}

} // namespace calving
