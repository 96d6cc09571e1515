#include "model/modelfile/pytorch/zipreader.h"

#include <filesystem>

#include <zip.h>

#include "model/error.h"

namespace calving
{

namespace
{

struct FileCloser
{
  void operator()( zip_file *file ) const { zip_fclose( file ); }
};

constexpr zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_NAME;

} // namespace

void ZipReader::Closer::operator()( zip *archive ) const
{
  zip_discard( archive );
}

ZipReader::ZipReader( const std::string &path )
  : mPath( path )
{
  std::error_code code;
  if ( !std::filesystem::is_regular_file( path, code ) )
    throw Error( "Cannot open the file " + path + ". Check that it exists and may be read." );
  mFileSize = std::filesystem::file_size( path );

  int error = 0;
  mArchive.reset( zip_open( path.c_str(), ZIP_RDONLY, &error ) );
  if ( !mArchive )
    fail( "it is no zip archive, or it is cut off." );

  std::uint64_t total = 0;
  for ( zip_int64_t i = 0; i < zip_get_num_entries( mArchive.get(), 0 ); ++i )
  {
    zip_stat_t entry;
    if ( zip_stat_index( mArchive.get(), i, 0, &entry ) != 0 || ( entry.valid & needed ) != needed )
      fail( "its table of contents is damaged." );
    if ( entry.size > mostBytes() || ( total += entry.size ) > mostBytes() )
      fail( "its entries claim to be far longer than the file." );
  }
}

std::vector<std::string> ZipReader::names() const
{
  std::vector<std::string> names;
  for ( zip_int64_t i = 0; i < zip_get_num_entries( mArchive.get(), 0 ); ++i )
    names.emplace_back( zip_get_name( mArchive.get(), i, ZIP_FL_ENC_RAW ) );
  return names;
}

bool ZipReader::contains( const std::string &name ) const
{
  return zip_name_locate( mArchive.get(), name.c_str(), ZIP_FL_ENC_RAW ) >= 0;
}

std::vector<std::byte> ZipReader::read( const std::string &name ) const
{
  const zip_int64_t index = zip_name_locate( mArchive.get(), name.c_str(), ZIP_FL_ENC_RAW );
  zip_stat_t entry;
  if ( index < 0 || zip_stat_index( mArchive.get(), index, 0, &entry ) != 0 )
    fail( "it lacks the entry “" + name + "”." );
  if ( entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE )
    fail( "its entry “" + name + "” is compressed in a way that is not read here." );

  const std::unique_ptr<zip_file, FileCloser> file( zip_fopen_index( mArchive.get(), index, 0 ) );
  std::vector<std::byte> bytes( entry.size );
  // The checksum is compared only when reading on at the end.
  std::byte beyond;
  if ( !file ||
       zip_fread( file.get(), bytes.data(), bytes.size() ) != static_cast<zip_int64_t>( bytes.size() ) ||
       zip_fread( file.get(), &beyond, 1 ) != 0 )
    fail( "its entry “" + name + "” is damaged." );
  return bytes;
}

void ZipReader::fail( const std::string &what ) const
{
  throw Error( "Cannot read the PyTorch file " + mPath + ": " + what +
               " Copy or download the file again, or save it anew with torch.save()." );
}

} // namespace calving
