#pragma once

#include <cmath>
#include <cstdint>

#include "model/base/mixbits.h"

namespace calving
{

/**
 * Random numbers by position instead of by order: a value is a function of seed, stream and two counters.
 *
 * So pixels may be computed by any thread in any order, and one seed always gives one scene.
 */
class PositionRandom
{
public:
  explicit PositionRandom( std::uint64_t seed )
    : mSeed( mixBits( seed + golden ) )
  {
  }

  //! 64 random bits.
  std::uint64_t bits( std::uint64_t stream, std::int64_t a = 0, std::int64_t b = 0 ) const
  {
    const std::uint64_t first =
        mixBits( ( mSeed ^ ( stream * golden ) ) + static_cast<std::uint64_t>( a ) * golden );
    return mixBits( first ^ ( static_cast<std::uint64_t>( b ) * 0xD6E8FEB86659FD93ULL ) );
  }

  //! Uniform in the open interval (0, 1).
  double uniform( std::uint64_t stream, std::int64_t a = 0, std::int64_t b = 0 ) const
  {
    return toUniform( bits( stream, a, b ) );
  }

  //! Uniform between \a low and \a high.
  double between( double low, double high, std::uint64_t stream, std::int64_t a = 0 ) const
  {
    return low + ( high - low ) * uniform( stream, a );
  }

  static double toUniform( std::uint64_t bits )
  {
    return ( static_cast<double>( bits >> 11 ) + 0.5 ) * 0x1p-53;
  }

  static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;

private:
  std::uint64_t mSeed;
};

} // namespace calving
