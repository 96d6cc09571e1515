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

/**
 * A socket of this machine that awaits others at \a port of \a host alone, for whoever closes it.
 *
 * -1 where \a host is a name other than "localhost", since Debian's machines know their own as 127.0.1.1,
 * where others would not reach them; and where it is not an address of this machine, or the port is taken.
 */
int listeningSocket( const std::string &host, int port );

} // namespace calving
