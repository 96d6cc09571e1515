#pragma once

#include <cstdint>
#include <vector>

namespace calving
{

/**
 * Speckle of intensity as a table of its quantiles: gamma distributed, mean 1, variance 1 / looks.
 *
 * Drawing from it costs one access to a table that stays in the processor's nearest cache.
 */
class SpeckleTable
{
public:
  //! REQUIRES: looks >= 1.
  explicit SpeckleTable( double looks );

  //! The speckle of \a bits, of which the upper twelve count.
  float at( std::uint32_t bits ) const { return mQuantiles[bits >> 20]; }

private:
  static constexpr int size = 4096;
  std::vector<float> mQuantiles;
};

} // namespace calving
