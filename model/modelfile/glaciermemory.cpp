#include "model/modelfile/glaciermemory.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tensors/strictjson.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr const char *memoryKey = "glacier_memory";
//! A table that this program does not understand has another one.
constexpr int format = 1;
constexpr std::uint64_t classes = 4;
//! Pixels of a label: more is no label of a fjord, but the header of a damaged file.
constexpr std::uint64_t mostPixels = std::uint64_t( 1 ) << 30;

std::string tensorOf( std::size_t label, const char *what )
{
  return std::string( memoryKey ) + '.' + std::to_string( label ) + '.' + what;
}

void appendNumber( std::uint64_t number, std::vector<std::byte> &bytes )
{
  for ( ; number >= 128; number >>= 7 )
    bytes.push_back( std::byte( number % 128 + 128 ) );
  bytes.push_back( std::byte( number ) );
}

std::vector<std::byte> packed( const std::vector<std::uint8_t> &zones )
{
  std::vector<std::byte> bytes;
  for ( auto run = zones.begin(); run != zones.end(); )
  {
    const auto end = std::find_if( run, zones.end(), [run]( std::uint8_t zone ) { return zone != *run; } );
    appendNumber( classes * static_cast<std::uint64_t>( end - run ) + *run, bytes );
    run = end;
  }
  return bytes;
}

StoredTensor stored( const std::vector<std::uint8_t> &pixels )
{
  StoredTensor tensor{ DType::UInt8, {}, packed( pixels ) };
  tensor.shape = { static_cast<std::int64_t>( tensor.bytes.size() ) };
  return tensor;
}

//! Empty where \a bytes are not the runs of exactly so many \a pixels.
std::vector<std::uint8_t> unpacked( const std::vector<std::byte> &bytes, std::uint64_t pixels )
{
  std::vector<std::uint8_t> zones;
  std::uint64_t number = 0;
  int bits = 0;
  for ( const std::byte byte : bytes )
  {
    if ( bits > 35 )
      return {};
    number |= static_cast<std::uint64_t>( byte & std::byte( 127 ) ) << bits;
    bits += 7;
    if ( ( byte & std::byte( 128 ) ) != std::byte( 0 ) )
      continue;
    if ( number / classes > pixels - zones.size() )
      return {};
    zones.insert( zones.end(), number / classes, static_cast<std::uint8_t>( number % classes ) );
    number = 0;
    bits = 0;
  }
  return bits == 0 && zones.size() == pixels ? zones : std::vector<std::uint8_t>();
}

json asJson( const RememberedLabel &label )
{
  return { { "name", label.name },     { "date", label.date },           { "width", label.width },
           { "height", label.height }, { "transform", label.transform }, { "crs", label.crs } };
}

[[noreturn]] void failMemory( const std::string &origin, const std::string &what )
{
  throw Error( "What the model file " + origin + " remembers of its glacier is damaged: " + what +
               " Copy the file again, or adapt the model anew." );
}

template <typename Numbers> bool allFinite( const Numbers &numbers )
{
  return std::all_of( numbers.begin(), numbers.end(),
                      []( double number ) { return std::isfinite( number ); } );
}

RememberedLabel labelOf( const json &table, const TensorFile &file, std::size_t number,
                         const std::string &origin )
{
  RememberedLabel label;
  label.name = table.at( "name" ).get<std::string>();
  label.date = table.at( "date" ).get<std::string>();
  label.width = table.at( "width" ).get<int>();
  label.height = table.at( "height" ).get<int>();
  label.transform = table.at( "transform" ).get<std::array<double, 6>>();
  label.crs = table.at( "crs" ).get<std::string>();
  const std::uint64_t pixels =
      label.width > 0 && label.height > 0
          ? static_cast<std::uint64_t>( label.width ) * static_cast<std::uint64_t>( label.height )
          : 0;
  const std::array<double, 6> &t = label.transform;
  if ( pixels == 0 || pixels > mostPixels || !allFinite( t ) || t[1] * t[5] == t[2] * t[4] )
    failMemory( origin, "the label " + label.name + " lies nowhere." );
  const auto read = [&]( const char *what, bool isNeeded )
  {
    const auto tensor = file.tensors.find( tensorOf( number, what ) );
    if ( tensor == file.tensors.end() && !isNeeded )
      return std::vector<std::uint8_t>();
    std::vector<std::uint8_t> values;
    if ( tensor != file.tensors.end() && tensor->second.dtype == DType::UInt8 )
      values = unpacked( tensor->second.bytes, pixels );
    if ( values.empty() )
      failMemory( origin, std::string( "the pixels of the " ) + what + " of the label " + label.name +
                              " are not those of its " + std::to_string( label.width ) + " x " +
                              std::to_string( label.height ) + " pixels." );
    return values;
  };
  label.zones = read( "zones", true );
  label.front = read( "front", false );
  return label;
}

} // namespace

void addGlacierMemory( const GlacierMemory &memory, TensorFile &file )
{
  const std::string prefix = std::string( memoryKey ) + '.';
  for ( auto tensor = file.tensors.lower_bound( prefix );
        tensor != file.tensors.end() && tensor->first.rfind( prefix, 0 ) == 0; )
    tensor = file.tensors.erase( tensor );
  json labels = json::array();
  for ( std::size_t i = 0; i < memory.labels.size(); ++i )
  {
    const RememberedLabel &label = memory.labels[i];
    labels.push_back( asJson( label ) );
    file.tensors[tensorOf( i, "zones" )] = stored( label.zones );
    if ( !label.front.empty() )
      file.tensors[tensorOf( i, "front" )] = stored( label.front );
  }
  const json table{
      { "format", format },  { "glacier", memory.glacier }, { "pixel_size_metres", memory.pixelMetres },
      { "box", memory.box }, { "crs", memory.crs },         { "labels", labels } };
  file.metadata[memoryKey] = table.dump( -1, ' ', false, json::error_handler_t::replace );
}

std::optional<GlacierMemory> glacierMemoryOf( const TensorFile &file, const std::string &origin )
{
  const auto found = file.metadata.find( memoryKey );
  if ( found == file.metadata.end() )
    return std::nullopt;
  const json table = parseStrictJson( found->second, "the glacier's memory in the file " + origin );
  try
  {
    if ( table.at( "format" ).get<int>() != format )
      throw Error( "What the model file " + origin +
                   " remembers of its glacier was written by a later version of this program. Update the "
                   "plugin." );
    GlacierMemory memory;
    memory.glacier = table.at( "glacier" ).get<std::string>();
    memory.pixelMetres = table.at( "pixel_size_metres" ).get<double>();
    memory.box = table.at( "box" ).get<std::array<double, 4>>();
    memory.crs = table.at( "crs" ).get<std::string>();
    if ( !allFinite( memory.box ) || !( memory.box[0] < memory.box[2] && memory.box[1] < memory.box[3] ) )
      failMemory( origin, "its box is none." );
    for ( const json &label : table.at( "labels" ) )
      memory.labels.push_back( labelOf( label, file, memory.labels.size(), origin ) );
    return memory;
  }
  catch ( const json::exception & )
  {
    failMemory( origin, "a value is missing or of another kind." );
  }
}

std::optional<GlacierMemory> readGlacierMemory( const std::string &path )
{
  return glacierMemoryOf( readTensorFile( path ), path );
}

} // namespace calving
