#include "model/simulate/replacedfolder.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "model/base/temporaryname.h"
#include "model/error.h"

namespace calving
{

namespace
{

namespace fs = std::filesystem;

void refuseForeignFiles( const std::string &path, const FolderKind &kind )
{
  std::error_code failure;
  bool isEmpty = true;
  for ( const fs::directory_entry &entry : fs::directory_iterator( path, failure ) )
  {
    isEmpty = false;
    const std::string name = entry.path().filename().string();
    if ( std::find( kind.known.begin(), kind.known.end(), name ) == kind.known.end() )
      throw Error( "The folder " + path + " holds “" + name + "”, which is not part of " + kind.what +
                   ". Choose a new or empty folder." );
  }
  if ( failure && fs::exists( path ) )
    throw Error( "Cannot look into the folder " + path + ": " + failure.message() + ". Choose another one." );
  if ( !isEmpty && !kind.isOurs( path ) )
    throw Error( "The folder " + path + " looks like " + kind.what +
                 ", but holds what this software did not write. Choose a new or empty folder." );
}

void createFolder( const std::string &path )
{
  std::error_code failure;
  fs::create_directories( path, failure );
  if ( failure )
    throw Error( "Cannot create the folder " + path + ": " + failure.message() + "." );
}

} // namespace

ReplacedFolder::ReplacedFolder( const std::string &path, const FolderKind &kind )
  : mPath( path )
{
  while ( mPath.size() > 1 && mPath.back() == '/' )
    mPath.pop_back();
  if ( fs::exists( mPath ) && !fs::is_directory( mPath ) )
    throw Error( "“" + mPath + "” is a file. Choose a folder for " + kind.what + "." );
  refuseForeignFiles( mPath, kind );
  mTemporaryPath = temporaryName( mPath );
  createFolder( mTemporaryPath );
}

ReplacedFolder::~ReplacedFolder()
{
  std::error_code ignored;
  fs::remove_all( mTemporaryPath, ignored );
}

std::string ReplacedFolder::subfolder( const std::string &name ) const
{
  const std::string path = mTemporaryPath + "/" + name;
  createFolder( path );
  return path;
}

void ReplacedFolder::commit()
{
  // The destructor removes what was there.
  if ( renameat2( AT_FDCWD, mTemporaryPath.c_str(), AT_FDCWD, mPath.c_str(), RENAME_EXCHANGE ) == 0 )
    return;
  // There is nothing yet, or the file system cannot exchange names. No temporary name: if this is killed,
  // what was there is there alone.
  const std::string old = mPath + ".old" + std::to_string( getpid() );
  std::error_code failure;
  const bool replaces = fs::exists( mPath );
  if ( replaces )
    fs::rename( mPath, old, failure );
  if ( !failure )
    fs::rename( mTemporaryPath, mPath, failure );
  if ( failure )
  {
    std::error_code ignored;
    if ( replaces && !fs::exists( mPath ) )
      fs::rename( old, mPath, ignored );
    throw Error( "Cannot put the folder " + mPath + " in place: " + failure.message() + "." );
  }
  fs::remove_all( old, failure );
}

} // namespace calving
