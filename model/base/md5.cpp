#include "model/base/md5.h"

#include <fstream>
#include <memory>
#include <vector>

#include <openssl/evp.h>

#include "model/base/regularfile.h"
#include "model/error.h"

namespace calving
{

std::string md5OfFile( const std::string &path )
{
  const std::unique_ptr<EVP_MD_CTX, void ( * )( EVP_MD_CTX * )> hash( EVP_MD_CTX_new(), EVP_MD_CTX_free );
  if ( !hash || EVP_DigestInit_ex( hash.get(), EVP_md5(), nullptr ) != 1 )
    throw Error( "OpenSSL refuses to compute the MD5 checksums of the product's files. Allow MD5 in its "
                 "configuration." );
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
  std::string hex;
  for ( unsigned int i = 0; i < size; ++i )
    for ( const int digit : { digest[i] >> 4, digest[i] & 15 } )
      hex += "0123456789abcdef"[digit];
  return hex;
}

} // namespace calving
