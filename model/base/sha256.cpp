#include "model/base/sha256.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <vector>

#include "model/base/regularfile.h"
#include "model/error.h"

namespace calving
{

namespace
{

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
constexpr std::array<std::uint32_t, 64> roundConstants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2 };

constexpr std::uint32_t rotateRight( std::uint32_t x, int n )
{
  return x >> n | x << ( 32 - n );
}

//! The message schedule of one block (6.2.2, step 1).
std::array<std::uint32_t, 64> schedule( const std::uint8_t *block )
{
  std::array<std::uint32_t, 64> w;
  for ( int t = 0; t < 16; ++t )
    w[t] = std::uint32_t( block[4 * t] ) << 24 | std::uint32_t( block[4 * t + 1] ) << 16 |
           std::uint32_t( block[4 * t + 2] ) << 8 | block[4 * t + 3];
  for ( int t = 16; t < 64; ++t )
  {
    const std::uint32_t s0 = rotateRight( w[t - 15], 7 ) ^ rotateRight( w[t - 15], 18 ) ^ w[t - 15] >> 3;
    const std::uint32_t s1 = rotateRight( w[t - 2], 17 ) ^ rotateRight( w[t - 2], 19 ) ^ w[t - 2] >> 10;
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  return w;
}

} // namespace

void Sha256::compress( const std::uint8_t *block )
{
  const std::array<std::uint32_t, 64> w = schedule( block );
  auto [a, b, c, d, e, f, g, h] = mState;
  for ( int t = 0; t < 64; ++t )
  {
    const std::uint32_t s1 = rotateRight( e, 6 ) ^ rotateRight( e, 11 ) ^ rotateRight( e, 25 );
    const std::uint32_t t1 = h + s1 + ( ( e & f ) ^ ( ~e & g ) ) + roundConstants[t] + w[t];
    const std::uint32_t s0 = rotateRight( a, 2 ) ^ rotateRight( a, 13 ) ^ rotateRight( a, 22 );
    const std::uint32_t t2 = s0 + ( ( a & b ) ^ ( a & c ) ^ ( b & c ) );
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const std::array<std::uint32_t, 8> change{ a, b, c, d, e, f, g, h };
  for ( int i = 0; i < 8; ++i )
    mState[i] += change[i];
}

void Sha256::update( const void *data, std::size_t size )
{
  const auto *next = static_cast<const std::uint8_t *>( data );
  while ( size > 0 )
  {
    const std::size_t filled = mLength % mBlock.size();
    const std::size_t taken = std::min( size, mBlock.size() - filled );
    std::memcpy( mBlock.data() + filled, next, taken );
    mLength += taken;
    next += taken;
    size -= taken;
    if ( mLength % mBlock.size() == 0 )
      compress( mBlock.data() );
  }
}

std::string Sha256::hexDigest()
{
  const std::uint64_t bits = 8 * mLength;
  const std::uint8_t one = 0x80;
  const std::uint8_t zero = 0;
  update( &one, 1 );
  while ( mLength % mBlock.size() != 56 )
    update( &zero, 1 );
  for ( int shift = 56; shift >= 0; shift -= 8 )
  {
    const auto byte = static_cast<std::uint8_t>( bits >> shift );
    update( &byte, 1 );
  }

  std::string hex;
  for ( const std::uint32_t word : mState )
    for ( int shift = 28; shift >= 0; shift -= 4 )
      hex += "0123456789abcdef"[word >> shift & 15];
  return hex;
}

std::string sha256OfFile( const std::string &path )
{
  requireRegularFile( path );
  std::ifstream file( path, std::ios::binary );
  std::vector<char> buffer( 1 << 20 );
  Sha256 hash;
  while ( file.read( buffer.data(), static_cast<std::streamsize>( buffer.size() ) ) || file.gcount() > 0 )
    hash.update( buffer.data(), static_cast<std::size_t>( file.gcount() ) );
  if ( !file.eof() )
    throw Error( "Cannot read the file " + path + ". Check that it exists and may be read." );
  return hash.hexDigest();
}

} // namespace calving
