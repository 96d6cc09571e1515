#pragma once

#include <string>

namespace calving
{

//! The hash of FIPS 180-4 of the file at \a path: 64 lower-case hexadecimal digits. Throws Error if the file
//! cannot be read.
std::string sha256OfFile( const std::string &path );

//! The checksum (RFC 1321) with which manifests of Sentinel-1 vouch for the file at \a path: 32 lower-case
//! hexadecimal digits. Throws Error if the file cannot be read.
std::string md5OfFile( const std::string &path );

} // namespace calving
