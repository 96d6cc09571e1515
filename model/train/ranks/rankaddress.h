#pragma once

#include <string>
#include <vector>

namespace calving
{

//! The address under which this machine reaches \a host: the one that others reach it by. Empty where \a host
//! is unknown.
std::string addressToward( const std::string &host, int port );

/**
 * The address that this rank must listen on.
 *
 * \a own is its address towards rank 0, \a all those of all ranks. Debian's machines know their own name as
 * 127.0.1.1: a rank on the machine of rank 0 then must take the address that it reaches other machines by.
 */
std::string listeningAddress( const std::string &own, const std::vector<std::string> &all, int port );

} // namespace calving
