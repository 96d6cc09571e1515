#include "model/base/filehash.h"

#include <fstream>
#include <memory>
#include <vector>

#include <openssl/evp.h>

#include "model/base/regularfile.h"
#include "model/error.h"

namespace calving
{

namespace
{

std::string hexadecimal( const unsigned char *bytes, unsigned int count )
{
  std::string hex;
  for ( unsigned int i = 0; i < count; ++i )
    for ( const int digit : { bytes[i] >> 4, bytes[i] & 15 } )
      hex += "0123456789abcdef"[digit];
  return hex;
}

std::string hashOfFile( const std::string &path, const EVP_MD *algorithm )
{
  const std::unique_ptr<EVP_MD_CTX, void ( * )( EVP_MD_CTX * )> hash( EVP_MD_CTX_new(), EVP_MD_CTX_free );
  // MD5, for one, is refused where OpenSSL is told to follow FIPS alone.
  if ( !hash || EVP_DigestInit_ex( hash.get(), algorithm, nullptr ) != 1 )
    throw Error( "OpenSSL refuses to compute the checksum of the file " + path +
                 ". Allow SHA-256 and MD5 in its configuration." );
  requireRegularFile( path );
  std::ifstream file( path, std::ios::binary );
  std::vector<char> buffer( 1 << 20 );
  while ( file.read( buffer.data(), static_cast<std::streamsize>( buffer.size() ) ) || file.gcount() > 0 )
    EVP_DigestUpdate( hash.get(), buffer.data(), static_cast<std::size_t>( file.gcount() ) );
  if ( !file.eof() )
    throw Error( "Cannot read the file " + path + ". Check that it exists and may be read." );
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex( hash.get(), digest, &size );
  return hexadecimal( digest, size );
}

} // namespace

std::string sha256OfFile( const std::string &path )
{
  return hashOfFile( path, EVP_sha256() );
}

std::string md5OfFile( const std::string &path )
{
  return hashOfFile( path, EVP_md5() );
}

} // namespace calving
