#include "model/raster/shownpath.h"

namespace calving
{

std::string shownPath( const std::string &path )
{
  return path.find( "/vsicurl" ) != std::string::npos ? path.substr( 0, path.find( '?' ) ) : path;
}

} // namespace calving
