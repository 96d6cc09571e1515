#include "model/modelfile/tensors/safetensors.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <utility>

#include "model/base/atomicfile.h"
#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/modelfile/tensors/safetensorsheader.h"

namespace calving
{

namespace
{

constexpr std::uint64_t lengthBytes = 8;
//! A network of ten thousand tensors has a header of about one MiB.
constexpr std::uint64_t largestHeader = 16 << 20;

std::ifstream openFile( const std::string &path, std::uint64_t &size )
{
  requireRegularFile( path );
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
    failSafetensors( path, "it ends early." );
}

std::string readHeader( std::ifstream &file, const std::string &path, std::uint64_t size )
{
  if ( size < lengthBytes )
    failSafetensors( path, "it is too short to be a .safetensors file." );
  std::uint64_t length = 0;
  readBytes( file, path, &length, lengthBytes );
  if ( length > size - lengthBytes )
    failSafetensors( path,
                     "it is no .safetensors file, or it is cut off: the header is longer than the file." );
  if ( length > largestHeader )
    failSafetensors( path, "its header is longer than 16 MiB." );
  std::string header( length, ' ' );
  readBytes( file, path, header.data(), length );
  if ( header.empty() || header.front() != '{' )
    failSafetensors( path, "it is no .safetensors file: the header does not begin with “{”." );
  return header;
}

} // namespace

TensorFile readSafetensors( const std::string &path )
{
  std::uint64_t size = 0;
  std::ifstream file = openFile( path, size );
  const std::string text = readHeader( file, path, size );
  SafetensorsHeader header = parseSafetensorsHeader( text, size - lengthBytes - text.size(), path );
  for ( const TensorExtent &extent : header.extents )
  {
    const auto tensor = header.file.tensors.find( extent.name );
    if ( tensor == header.file.tensors.end() )
    {
      file.seekg( static_cast<std::streamoff>( extent.end - extent.begin ), std::ios::cur );
      continue;
    }
    std::vector<std::byte> &bytes = tensor->second.bytes;
    bytes.resize( extent.end - extent.begin );
    readBytes( file, path, bytes.data(), bytes.size() );
  }
  return std::move( header.file );
}

void writeSafetensors( const std::string &path, const TensorFile &file )
{
  const std::vector<TensorExtent> extents = arrangedExtents( file );
  const std::string header = safetensorsHeaderText( file, extents );
  const std::uint64_t length = header.size();

  AtomicFile target( path );
  target.write( &length, lengthBytes );
  target.write( header );
  for ( const TensorExtent &extent : extents )
  {
    const std::vector<std::byte> &bytes = file.tensors.at( extent.name ).bytes;
    target.write( bytes.data(), bytes.size() );
  }
  target.commit();
}

} // namespace calving
