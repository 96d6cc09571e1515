#include "model/base/regularfile.h"

#include <filesystem>

#include "model/error.h"

namespace calving
{

void requireRegularFile( const std::string &path )
{
  std::error_code unknown;
  const std::filesystem::file_status status = std::filesystem::status( path, unknown );
  if ( !std::filesystem::is_other( status ) )
    return;
  throw Error(
      path + " is a pipe, a device or a socket, not a file. Save what it holds to a file, and choose that." );
}

} // namespace calving
