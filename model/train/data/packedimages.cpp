#include "model/train/data/packedimages.h"

#include <cstring>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/tensors/safetensors.h"

namespace calving
{

namespace
{

using nlohmann::json;

std::string keyOf( const char *kind, int number )
{
  return std::string( kind ) + '.' + std::to_string( number );
}

SceneInfo described( const json &entry, const StoredTensor &grey )
{
  SceneInfo info;
  info.name = entry.at( "name" );
  info.glacier = entry.at( "glacier" );
  info.date = entry.at( "date" );
  info.pixelSizeMetres = entry.at( "pixel_size_m" );
  info.height = static_cast<int>( grey.shape[0] );
  info.width = static_cast<int>( grey.shape[1] );
  if ( entry.contains( "box" ) )
  {
    info.box = entry.at( "box" );
    info.crs = entry.at( "crs" );
  }
  return info;
}

json described( const SceneInfo &info )
{
  json entry{ { "name", info.name },
              { "glacier", info.glacier },
              { "date", info.date },
              { "pixel_size_m", info.pixelSizeMetres } };
  if ( info.hasBox() )
    entry.update( { { "box", info.box }, { "crs", info.crs } } );
  return entry;
}

} // namespace

const StoredTensor *PackedImages::find( const char *kind, int number, std::size_t dimensions ) const
{
  const auto found = file.tensors.find( keyOf( kind, number ) );
  if ( found == file.tensors.end() || found->second.dtype != DType::UInt8 ||
       found->second.shape.size() != dimensions )
    return nullptr;
  return &found->second;
}

std::vector<std::uint8_t> PackedImages::read( const char *kind, int number, const Window &window ) const
{
  const StoredTensor &tensor = file.tensors.at( keyOf( kind, number ) );
  const std::size_t dimensions = tensor.shape.size();
  const std::size_t channels = dimensions > 2 ? static_cast<std::size_t>( tensor.shape[0] ) : 1;
  const std::size_t height = static_cast<std::size_t>( tensor.shape[dimensions - 2] );
  const std::size_t width = static_cast<std::size_t>( tensor.shape[dimensions - 1] );
  std::vector<std::uint8_t> result( channels * window.width * window.height );
  auto *out = result.data();
  for ( std::size_t channel = 0; channel < channels; ++channel )
    for ( int row = 0; row < window.height; ++row, out += window.width )
      std::memcpy( out, tensor.bytes.data() + ( channel * height + window.y + row ) * width + window.x,
                   window.width );
  return result;
}

void PackedImages::add( const char *kind, int number, const std::vector<std::uint8_t> &values,
                        const std::vector<std::int64_t> &shape )
{
  StoredTensor tensor{ DType::UInt8, shape, std::vector<std::byte>( values.size() ) };
  std::memcpy( tensor.bytes.data(), values.data(), values.size() );
  file.tensors[keyOf( kind, number )] = std::move( tensor );
}

PackedImages
readPackedImages( const std::string &path, const char *list, const std::string &what,
                  const std::function<bool( PackedImages &images, const json &entry )> &complete )
{
  PackedImages images;
  images.file = readSafetensors( path );
  const Error damaged( "The file " + path + " is no packed data set of " + what +
                       ". Pack the scenes again." );
  const json entries = json::parse( images.file.metadata[list], nullptr, false );
  if ( !entries.is_array() || entries.empty() )
    throw damaged;
  for ( const json &entry : entries )
    try
    {
      const StoredTensor *grey = images.find( "grey", static_cast<int>( images.infos.size() ), 2 );
      if ( !grey )
        throw damaged;
      images.infos.push_back( described( entry, *grey ) );
      if ( !complete( images, entry ) )
        throw damaged;
    }
    catch ( const json::exception & )
    {
      throw damaged;
    }
  return images;
}

void writePackedImages( const std::string &path, const char *list, ImageSource &source,
                        const std::function<void( PackedImages &images, json &entry, int number )> &complete,
                        const Feedback &feedback )
{
  PackedImages images;
  json entries = json::array();
  for ( int number = 0; number < source.count(); ++number )
  {
    feedback.report( static_cast<double>( number ) / source.count() );
    const SceneInfo &info = source.info( number );
    images.add( "grey", number, source.readGrey( number, wholeScene( info ) ), { info.height, info.width } );
    json entry = described( info );
    complete( images, entry, number );
    entries.push_back( std::move( entry ) );
  }
  images.file.metadata[list] = entries.dump();
  writeSafetensors( path, images.file );
}

} // namespace calving
