#include "model/safetensors.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/atomicfile.h"
#include "model/error.h"
#include "model/strictjson.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr std::uint64_t lengthBytes = 8;
//! A network of ten thousand tensors has a header of about one MiB.
constexpr std::uint64_t largestHeader = 16 << 20;

//! Where a tensor's values lie, counted from the end of the header.
struct Extent
{
  std::string name;
  std::uint64_t begin;
  std::uint64_t end;
};

[[noreturn]] void failRead( const std::string &path, const std::string &what )
{
  throw Error( "Cannot read the model file " + path + ": " + what +
               " Copy or download the file again, or save it anew." );
}

std::ifstream openFile( const std::string &path, std::uint64_t &size )
{
  std::error_code code;
  std::ifstream file;
  if ( std::filesystem::is_regular_file( path, code ) )
    file.open( path, std::ios::binary );
  if ( !file.is_open() )
    throw Error( "Cannot open the model file " + path + ". Check that it exists and may be read." );
  size = std::filesystem::file_size( path );
  return file;
}

void readBytes( std::ifstream &file, const std::string &path, void *data, std::uint64_t size )
{
  if ( !file.read( static_cast<char *>( data ), static_cast<std::streamsize>( size ) ) )
    failRead( path, "it ends early." );
}

std::string readHeader( std::ifstream &file, const std::string &path, std::uint64_t size )
{
  if ( size < lengthBytes )
    failRead( path, "it is too short to be a .safetensors file." );
  std::uint64_t length = 0;
  readBytes( file, path, &length, lengthBytes );
  if ( length > size - lengthBytes )
    failRead( path, "it is no .safetensors file, or it is cut off: the header is longer than the file." );
  if ( length > largestHeader )
    failRead( path, "its header is longer than 16 MiB." );
  std::string header( length, ' ' );
  readBytes( file, path, header.data(), length );
  if ( header.empty() || header.front() != '{' )
    failRead( path, "it is no .safetensors file: the header does not begin with “{”." );
  return header;
}

//! The entry \a key of a tensor as non-negative numbers that fit int64.
std::vector<std::int64_t> naturalNumbers( const json &entry, const char *key, const std::string &complaint,
                                          const std::string &path )
{
  std::vector<std::int64_t> numbers;
  const auto found = entry.find( key );
  if ( found == entry.end() || !found->is_array() )
    failRead( path, complaint );
  for ( const json &number : *found )
  {
    if ( !number.is_number_unsigned() || number.get<std::uint64_t>() > INT64_MAX )
      failRead( path, complaint );
    numbers.push_back( number.get<std::int64_t>() );
  }
  return numbers;
}

//! A tensor without its bytes.
StoredTensor describedTensor( const std::string &name, const json &entry, const std::string &path )
{
  const std::string tensor = "the tensor “" + name + "” ";
  if ( !entry.is_object() || entry.size() != 3 || !entry.contains( "dtype" ) || !entry["dtype"].is_string() )
    failRead( path, tensor + "has no proper description in the header." );
  const std::string format = entry["dtype"].get<std::string>();
  const std::optional<DType> dtype = dtypeNamed( format );
  if ( !dtype )
    failRead( path, tensor + "has the unknown number format “" + format + "”." );
  return { *dtype, naturalNumbers( entry, "shape", tensor + "has no proper shape.", path ), {} };
}

Extent extentOf( const std::string &name, const json &entry, const StoredTensor &tensor,
                 const std::string &path )
{
  const std::string complaint = "the tensor “" + name + "” has no proper offsets.";
  const std::vector<std::int64_t> offsets = naturalNumbers( entry, "data_offsets", complaint, path );
  if ( offsets.size() != 2 || offsets[0] > offsets[1] )
    failRead( path, complaint );

  const std::optional<std::int64_t> count = elementCount( tensor.shape );
  std::int64_t bytes = 0;
  if ( !count ||
       __builtin_mul_overflow( *count, static_cast<std::int64_t>( byteSize( tensor.dtype ) ), &bytes ) )
    failRead( path, "the tensor “" + name + "” has an impossibly large shape." );
  if ( bytes != offsets[1] - offsets[0] )
    failRead( path, "the tensor “" + name + "” has another number of bytes than its shape and format need." );
  return { name, static_cast<std::uint64_t>( offsets[0] ), static_cast<std::uint64_t>( offsets[1] ) };
}

std::map<std::string, std::string> metadataOf( const json &entry, const std::string &path )
{
  std::map<std::string, std::string> metadata;
  if ( !entry.is_object() )
    failRead( path, "its metadata are not a table of texts." );
  for ( const auto &[key, value] : entry.items() )
  {
    if ( !value.is_string() )
      failRead( path, "its metadata entry “" + key + "” is not a text." );
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

//! Sorted by place. Throws unless they fill exactly \a size bytes, one after the other.
void checkExtents( std::vector<Extent> &extents, std::uint64_t size, const std::string &path )
{
  std::sort( extents.begin(), extents.end(),
             []( const Extent &a, const Extent &b )
             { return std::pair( a.begin, a.end ) < std::pair( b.begin, b.end ); } );
  std::uint64_t next = 0;
  for ( const Extent &extent : extents )
  {
    if ( extent.end > size )
      failRead( path, "it is cut off: the tensor “" + extent.name + "” lies beyond its end." );
    if ( extent.begin < next )
      failRead( path, "the tensor “" + extent.name + "” overlaps another one." );
    if ( extent.begin > next )
      failRead( path, "there is a gap before the tensor “" + extent.name + "”." );
    next = extent.end;
  }
  if ( next != size )
    failRead( path, "bytes follow the last tensor." );
}

//! Wide numbers first: then every tensor begins at a multiple of its number's size, as readers in place
//! expect.
std::vector<Extent> arrangedExtents( const TensorFile &file )
{
  std::vector<Extent> extents;
  for ( const auto &[name, tensor] : file.tensors )
    extents.push_back( { name, 0, tensor.bytes.size() } );
  const auto width = [&]( const Extent &extent ) { return byteSize( file.tensors.at( extent.name ).dtype ); };
  std::stable_sort( extents.begin(), extents.end(),
                    [&]( const Extent &a, const Extent &b ) { return width( a ) > width( b ); } );
  std::uint64_t next = 0;
  for ( Extent &extent : extents )
  {
    extent.begin = next;
    next = extent.end += next;
  }
  return extents;
}

std::string headerText( const TensorFile &file, const std::vector<Extent> &extents )
{
  json header = json::object();
  if ( !file.metadata.empty() )
    header["__metadata__"] = file.metadata;
  for ( const Extent &extent : extents )
  {
    const StoredTensor &tensor = file.tensors.at( extent.name );
    header[extent.name] = { { "dtype", dtypeName( tensor.dtype ) },
                            { "shape", tensor.shape },
                            { "data_offsets", { extent.begin, extent.end } } };
  }
  std::string text = header.dump( -1, ' ', false, json::error_handler_t::replace );
  text.resize( ( text.size() + lengthBytes - 1 ) / lengthBytes * lengthBytes, ' ' );
  return text;
}

} // namespace

TensorFile readSafetensors( const std::string &path )
{
  std::uint64_t size = 0;
  std::ifstream file = openFile( path, size );
  const std::string text = readHeader( file, path, size );
  const json header = parseStrictJson( text, "the header of the model file " + path );

  TensorFile result;
  std::vector<Extent> extents;
  for ( const auto &[name, entry] : header.items() )
  {
    if ( name == "__metadata__" )
    {
      result.metadata = metadataOf( entry, path );
      continue;
    }
    const StoredTensor &tensor = result.tensors[name] = describedTensor( name, entry, path );
    extents.push_back( extentOf( name, entry, tensor, path ) );
  }

  checkExtents( extents, size - lengthBytes - text.size(), path );
  for ( const Extent &extent : extents )
  {
    std::vector<std::byte> &bytes = result.tensors[extent.name].bytes;
    bytes.resize( extent.end - extent.begin );
    readBytes( file, path, bytes.data(), bytes.size() );
  }
  return result;
}

void writeSafetensors( const std::string &path, const TensorFile &file )
{
  const std::vector<Extent> extents = arrangedExtents( file );
  const std::string header = headerText( file, extents );
  const std::uint64_t length = header.size();

  AtomicFile target( path );
  target.write( &length, lengthBytes );
  target.write( header );
  for ( const Extent &extent : extents )
  {
    const std::vector<std::byte> &bytes = file.tensors.at( extent.name ).bytes;
    target.write( bytes.data(), bytes.size() );
  }
  target.commit();
}

} // namespace calving
