#include "model/modelfile/tensors/safetensorsheader.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/tensors/strictjson.h"

namespace calving
{

namespace
{

using nlohmann::json;

//! The widest number.
constexpr std::size_t alignment = 8;

//! The entry \a key of a tensor as non-negative numbers that fit int64.
std::vector<std::int64_t> naturalNumbers( const json &entry, const char *key, const std::string &complaint,
                                          const std::string &path )
{
  std::vector<std::int64_t> numbers;
  const auto found = entry.find( key );
  if ( found == entry.end() || !found->is_array() )
    failSafetensors( path, complaint );
  for ( const json &number : *found )
  {
    if ( !number.is_number_unsigned() || number.get<std::uint64_t>() > INT64_MAX )
      failSafetensors( path, complaint );
    numbers.push_back( number.get<std::int64_t>() );
  }
  return numbers;
}

TensorExtent extentOf( const std::string &name, const json &entry, const std::string &path )
{
  const std::string complaint = "the tensor “" + name + "” has no proper offsets.";
  const std::vector<std::int64_t> offsets = naturalNumbers( entry, "data_offsets", complaint, path );
  if ( offsets.size() != 2 || offsets[0] > offsets[1] )
    failSafetensors( path, complaint );
  return { name, static_cast<std::uint64_t>( offsets[0] ), static_cast<std::uint64_t>( offsets[1] ) };
}

void requireSize( const TensorExtent &extent, const StoredTensor &tensor, const std::string &path )
{
  const std::optional<std::int64_t> count = elementCount( tensor.shape );
  std::int64_t bytes = 0;
  if ( !count ||
       __builtin_mul_overflow( *count, static_cast<std::int64_t>( byteSize( tensor.dtype ) ), &bytes ) )
    failSafetensors( path, "the tensor “" + extent.name + "” has an impossibly large shape." );
  if ( static_cast<std::uint64_t>( bytes ) != extent.end - extent.begin )
    failSafetensors( path, "the tensor “" + extent.name +
                               "” has another number of bytes than its shape and format need." );
}

//! Adds what \a entry says of the tensor \a name to \a header.
void addTensor( SafetensorsHeader &header, const std::string &name, const json &entry,
                const std::string &path )
{
  const std::string tensor = "the tensor “" + name + "” ";
  if ( !entry.is_object() || entry.size() != 3 || !entry.contains( "dtype" ) || !entry["dtype"].is_string() )
    failSafetensors( path, tensor + "has no proper description in the header." );
  const std::vector<std::int64_t> shape =
      naturalNumbers( entry, "shape", tensor + "has no proper shape.", path );
  header.extents.push_back( extentOf( name, entry, path ) );
  const std::string format = entry["dtype"].get<std::string>();
  if ( const std::optional<DType> dtype = dtypeNamed( format ) )
    requireSize( header.extents.back(), header.file.tensors[name] = { *dtype, shape, {} }, path );
  else
    header.file.unread[name] = format;
}

std::map<std::string, std::string> metadataOf( const json &entry, const std::string &path )
{
  std::map<std::string, std::string> metadata;
  if ( !entry.is_object() )
    failSafetensors( path, "its metadata are not a table of texts." );
  for ( const auto &[key, value] : entry.items() )
  {
    if ( !value.is_string() )
      failSafetensors( path, "its metadata entry “" + key + "” is not a text." );
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

//! Sorted by place. Throws unless they fill exactly \a size bytes, one after the other.
void checkExtents( std::vector<TensorExtent> &extents, std::uint64_t size, const std::string &path )
{
  std::sort( extents.begin(), extents.end(),
             []( const TensorExtent &a, const TensorExtent &b )
             { return std::pair( a.begin, a.end ) < std::pair( b.begin, b.end ); } );
  std::uint64_t next = 0;
  for ( const TensorExtent &extent : extents )
  {
    if ( extent.end > size )
      failSafetensors( path, "it is cut off: the tensor “" + extent.name + "” lies beyond its end." );
    if ( extent.begin < next )
      failSafetensors( path, "the tensor “" + extent.name + "” overlaps another one." );
    if ( extent.begin > next )
      failSafetensors( path, "there is a gap before the tensor “" + extent.name + "”." );
    next = extent.end;
  }
  if ( next != size )
    failSafetensors( path, "bytes follow the last tensor." );
}

} // namespace

void failSafetensors( const std::string &path, const std::string &what )
{
  throw Error( "Cannot read the model file " + path + ": " + what +
               " Copy or download the file again, or save it anew." );
}

SafetensorsHeader parseSafetensorsHeader( std::string_view text, std::uint64_t dataSize,
                                          const std::string &path )
{
  const json table = parseStrictJson( text, "the header of the model file " + path );
  SafetensorsHeader header;
  for ( const auto &[name, entry] : table.items() )
  {
    if ( name == "__metadata__" )
      header.file.metadata = metadataOf( entry, path );
    else
      addTensor( header, name, entry, path );
  }
  checkExtents( header.extents, dataSize, path );
  return header;
}

//! Wide numbers first: then every tensor begins at a multiple of its number's size, as readers in place
//! expect.
std::vector<TensorExtent> arrangedExtents( const TensorFile &file )
{
  std::vector<TensorExtent> extents;
  for ( const auto &[name, tensor] : file.tensors )
    extents.push_back( { name, 0, tensor.bytes.size() } );
  const auto width = [&]( const TensorExtent &extent )
  { return byteSize( file.tensors.at( extent.name ).dtype ); };
  std::stable_sort( extents.begin(), extents.end(),
                    [&]( const TensorExtent &a, const TensorExtent &b ) { return width( a ) > width( b ); } );
  std::uint64_t next = 0;
  for ( TensorExtent &extent : extents )
  {
    extent.begin = next;
    next = extent.end += next;
  }
  return extents;
}

std::string safetensorsHeaderText( const TensorFile &file, const std::vector<TensorExtent> &extents )
{
  json header = json::object();
  if ( !file.metadata.empty() )
    header["__metadata__"] = file.metadata;
  for ( const TensorExtent &extent : extents )
  {
    const StoredTensor &tensor = file.tensors.at( extent.name );
    header[extent.name] = { { "dtype", dtypeName( tensor.dtype ) },
                            { "shape", tensor.shape },
                            { "data_offsets", { extent.begin, extent.end } } };
  }
  std::string text = header.dump( -1, ' ', false, json::error_handler_t::replace );
  text.resize( ( text.size() + alignment - 1 ) / alignment * alignment, ' ' );
  return text;
}

} // namespace calving
