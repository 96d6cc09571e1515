#include "model/sar/product/productpath.h"

#include <algorithm>
#include <filesystem>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "model/base/lettercase.h"
#include "model/base/listednames.h"
#include "model/error.h"

namespace calving
{

namespace
{

constexpr const char *manifestName = "manifest.safe";

bool exists( const std::string &path )
{
  VSIStatBufL status;
  return VSIStatExL( path.c_str(), &status, VSI_STAT_EXISTS_FLAG ) == 0;
}

//! Position after ".zip" where a name of \a path ends so, in any case; npos if none does.
std::size_t archiveEnd( const std::string &path )
{
  const std::string text = lowerCase( path );
  for ( std::size_t at = text.find( ".zip" ); at != std::string::npos; at = text.find( ".zip", at + 1 ) )
    if ( at + 4 == path.size() || path[at + 4] == '/' )
      return at + 4;
  return std::string::npos;
}

//! \a path such that files beyond a .zip are reached by GDAL.
std::string reachable( const std::string &path )
{
  return path.rfind( "/vsi", 0 ) != 0 && archiveEnd( path ) != std::string::npos ? "/vsizip/" + path : path;
}

std::string withoutTrailingSlash( std::string path )
{
  while ( path.size() > 1 && path.back() == '/' )
    path.pop_back();
  return path;
}

std::string lastName( const std::string &path )
{
  return path.substr( path.rfind( '/' ) + 1 );
}

//! What lies around the last name of \a path; empty if nothing does.
std::string folderOf( const std::string &path )
{
  const std::size_t slash = path.rfind( '/' );
  return slash == std::string::npos ? std::string() : path.substr( 0, slash );
}

//! Whether a group of arrays in Zarr's format, of any version, has this file at its root.
bool isZarrMark( const std::string &name )
{
  return name == ".zgroup" || name == ".zattrs" || name == ".zmetadata" || name == "zarr.json";
}

[[noreturn]] void refuseZarr( const std::string &shown )
{
  throw Error( shown +
               " is a product in Zarr's format (EOPF), which this software does not read. Download the same "
               "scene as SAFE, whose folder ends in “.SAFE” and holds a manifest.safe." );
}

/**
 * The product that lies in \a folder or some folders down in it, as users pack and unpack them.
 *
 * \a what names the folder or archive, which \a shown is the path of, in messages.
 */
std::string productBelow( const std::string &folder, const std::string &what, const std::string &shown )
{
  std::vector<std::string> products;
  bool isZarr = false;
  for ( const std::string &file : filesBelow( folder ) )
  {
    if ( lastName( file ) == manifestName )
      products.push_back( folderOf( file ) );
    isZarr = isZarr || isZarrMark( lastName( file ) );
  }
  if ( products.size() == 1 )
    return products.front().empty() ? folder : folder + "/" + products.front();
  if ( products.empty() && isZarr )
    refuseZarr( shown );
  if ( products.empty() )
    throw Error( what +
                 " is not a Sentinel-1 product: it holds no manifest.safe. Choose the .SAFE folder, its "
                 "manifest.safe or the .zip as downloaded." );
  throw Error( what + " holds several products. Add the name of one to its path: " + listedNames( products ) +
               "." );
}

} // namespace

std::vector<std::string> filesIn( const std::string &folder )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const CPLStringList list( VSIReadDir( folder.c_str() ) );
  std::vector<std::string> names;
  for ( int i = 0; i < list.size(); ++i )
    if ( std::string( list[i] ) != "." && std::string( list[i] ) != ".." )
      names.push_back( list[i] );
  std::sort( names.begin(), names.end() );
  return names;
}

std::vector<std::string> filesBelow( const std::string &folder )
{
  constexpr int depth = 4;
  constexpr std::size_t most = 20000;
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  std::vector<std::string> names;
  VSIDIR *directory = VSIOpenDir( folder.c_str(), depth, nullptr );
  while ( const VSIDIREntry *entry =
              directory && names.size() < most ? VSIGetNextDirEntry( directory ) : nullptr )
  {
    const std::string name = entry->pszName;
    const bool isResource =
        name.find( "__MACOSX/" ) != std::string::npos || lastName( name ).rfind( "._", 0 ) == 0;
    if ( !VSI_ISDIR( entry->nMode ) && !isResource )
      names.push_back( name );
  }
  if ( directory )
    VSICloseDir( directory );
  std::sort( names.begin(), names.end() );
  return names;
}

std::string fileNamed( const std::string &folder, const std::vector<std::string> &names )
{
  const std::vector<std::string> files = filesIn( folder );
  for ( const std::string &name : names )
    for ( const std::string &file : files )
      if ( lowerCase( file ) == lowerCase( name ) )
        return folder + "/" + file;
  return {};
}

void requireInside( const std::string &folder, const std::string &path )
{
  if ( folder.rfind( "/vsi", 0 ) == 0 )
    return;
  namespace fs = std::filesystem;
  std::error_code unknown;
  const std::string inside = fs::canonical( folder, unknown ).string() + "/";
  const std::string real = fs::canonical( path, unknown ).string();
  if ( !unknown && real.rfind( inside, 0 ) != 0 )
    throw Error( "The file " + path + " of the product is a link to " + real +
                 ", outside the product. Put the file itself in its place." );
}

std::string productFolder( const std::string &given )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const std::string path = reachable( withoutTrailingSlash( given ) );
  if ( lastName( path ) == manifestName )
    return path == manifestName ? std::filesystem::current_path().string() : folderOf( path );
  if ( exists( path + "/" + manifestName ) )
    return path;
  if ( !exists( path ) && !exists( withoutTrailingSlash( given ) ) && filesIn( path ).empty() )
    throw Error( "The product " + given + " does not exist. Check the path." );
  if ( isZarrMark( lastName( path ) ) )
    refuseZarr( given );
  const bool isArchive = archiveEnd( path ) == path.size();
  if ( isArchive && filesIn( path ).empty() )
    throw Error( "The archive " + given +
                 " cannot be read; it may be damaged or incomplete. Download it again." );
  return productBelow( path, ( isArchive ? "The archive " : "" ) + given, given );
}

std::string productName( const std::string &folder )
{
  std::string name = lastName( folder );
  for ( const std::string ending : { ".SAFE", ".zip", ".ZIP" } )
    if ( name.size() > ending.size() && name.substr( name.size() - ending.size() ) == ending )
      name.resize( name.size() - ending.size() );
  return name;
}

} // namespace calving
