#pragma once

#include <string>

namespace calving
{

/**
 * A name beside \a path, so that moving the file into place never crosses file systems: \a path, a number
 * that no other run draws, \a ending.
 */
std::string temporaryName( const std::string &path, const std::string &ending = ".part" );

} // namespace calving
