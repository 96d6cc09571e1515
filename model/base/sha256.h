#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace calving
{

//! The hash of FIPS 180-4, fed piece by piece.
class Sha256
{
public:
  void update( const void *data, std::size_t size );

  //! The hash of everything so far, in 64 lower-case hexadecimal digits. Call it once, at the end.
  std::string hexDigest();

private:
  void compress( const std::uint8_t *block );

  std::array<std::uint32_t, 8> mState{ 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
  std::array<std::uint8_t, 64> mBlock{};
  std::uint64_t mLength = 0;
};

//! The hash of the file at \a path. Throws Error if it cannot be read.
std::string sha256OfFile( const std::string &path );

} // namespace calving
