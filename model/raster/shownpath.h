#pragma once

#include <string>

namespace calving
{

//! \a path as messages and notes show it: of an address on the web without what follows a “?”, which may be a
//! key to what is locked and says nothing of the raster.
std::string shownPath( const std::string &path );

} // namespace calving
