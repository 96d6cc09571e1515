#pragma once

#include <limits>
#include <string>

namespace calving
{

//! The \a names, texts of any container, joined by ", "; after the first \a most of them, the number of the
//! others.
template <typename Names>
std::string listedNames( const Names &names, std::size_t most = std::numeric_limits<std::size_t>::max() )
{
  std::string list;
  std::size_t count = 0;
  for ( const auto &name : names )
    if ( ++count <= most )
      list += ( count == 1 ? "" : ", " ) + std::string( name );
  return count > most ? list + " and " + std::to_string( count - most ) + " more" : list;
}

} // namespace calving
