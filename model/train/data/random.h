#pragma once

#include <cstdint>

#include "model/base/mixbits.h"

namespace calving
{

/**
 * Random numbers that depend on a seed, a stream and a counter alone.
 *
 * Sample 17 of a training draws the same numbers in whichever thread and order it is made, and resuming needs
 * to know nothing but the sample's number.
 */
class CounterRandom
{
public:
  CounterRandom( std::uint64_t seed, std::uint64_t stream, std::uint64_t counter )
    : mState( mixBits( mixBits( mixBits( seed + step ) + stream * step ) + counter * step ) )
  {
  }

  std::uint64_t next() { return mixBits( mState += step ); }
  //! Uniform in [0, 1).
  double uniform() { return static_cast<double>( next() >> 11 ) * 0x1.0p-53; }
  double uniform( double low, double high ) { return low + ( high - low ) * uniform(); }
  //! Uniform among 0 .. n - 1. REQUIRES: n > 0.
  std::uint64_t below( std::uint64_t n )
  {
    return static_cast<std::uint64_t>( uniform() * static_cast<double>( n ) );
  }
  bool chance( double probability ) { return uniform() < probability; }

private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15ULL;
  std::uint64_t mState;
};

} // namespace calving
