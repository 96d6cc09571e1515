#include "model/sar/product/productpath.h"

#include <algorithm>
#include <cctype>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "model/error.h"

namespace calving
{

namespace
{

bool exists( const std::string &path )
{
  VSIStatBufL status;
  return VSIStatExL( path.c_str(), &status, VSI_STAT_EXISTS_FLAG ) == 0;
}

//! Position after ".zip" where a name of \a path ends so, in any case; npos if none does.
std::size_t archiveEnd( const std::string &path )
{
  std::string lower = path;
  std::transform( lower.begin(), lower.end(), lower.begin(),
                  []( unsigned char c ) { return std::tolower( c ); } );
  for ( std::size_t at = lower.find( ".zip" ); at != std::string::npos; at = lower.find( ".zip", at + 1 ) )
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

//! The product in the root of the archive \a path or in one of its folders.
std::string folderInArchive( const std::string &path, const std::string &shown )
{
  if ( exists( path + "/manifest.safe" ) )
    return path;
  const std::vector<std::string> names = filesIn( path );
  if ( names.empty() )
    throw Error( "The archive " + shown +
                 " cannot be read; it may be damaged or incomplete. Download it again." );
  std::vector<std::string> products;
  for ( const std::string &name : names )
    if ( exists( path + "/" + name + "/manifest.safe" ) )
      products.push_back( name );
  if ( products.size() == 1 )
    return path + "/" + products.front();
  if ( products.empty() )
    throw Error( "The archive " + shown +
                 " holds no Sentinel-1 product: no folder in it has a manifest.safe." );
  std::string list;
  for ( const std::string &name : products )
    list += ( list.empty() ? "" : ", " ) + name;
  throw Error( "The archive " + shown + " holds several products. Add the name of one to its path: " + list +
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

std::string productFolder( const std::string &given )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const std::string path = reachable( withoutTrailingSlash( given ) );
  const std::string manifest = "/manifest.safe";
  if ( path.size() > manifest.size() && path.substr( path.size() - manifest.size() ) == manifest )
    return path.substr( 0, path.size() - manifest.size() );
  if ( archiveEnd( path ) == path.size() && exists( withoutTrailingSlash( given ) ) )
    return folderInArchive( path, given );
  if ( exists( path + manifest ) )
    return path;
  if ( !exists( path ) )
    throw Error( "The product " + given + " does not exist. Check the path." );
  throw Error( given +
               " is not a Sentinel-1 product: it holds no manifest.safe. Choose the .SAFE folder, its "
               "manifest.safe or the .zip as downloaded." );
}

std::string productName( const std::string &folder )
{
  const std::size_t slash = folder.rfind( '/' );
  std::string name = slash == std::string::npos ? folder : folder.substr( slash + 1 );
  for ( const std::string ending : { ".SAFE", ".zip", ".ZIP" } )
    if ( name.size() > ending.size() && name.substr( name.size() - ending.size() ) == ending )
      name.resize( name.size() - ending.size() );
  return name;
}

} // namespace calving
