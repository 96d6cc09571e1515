#pragma once

#include <string>

namespace calving
{

/**
 * A name beside \a path, so that moving the file into place never crosses file systems: \a path, this
 * machine, this process, a number that no other run draws, \a ending.
 *
 * First it removes what runs that were killed left beside \a path under such names, whatever was appended to
 * them: only of processes of this machine that have ended.
 */
std::string temporaryName( const std::string &path, const std::string &ending = ".part" );

} // namespace calving
