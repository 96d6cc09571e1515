#pragma once

#include <cstdint>

namespace calving
{

/**
 * Multiplicative speckle of intensity: gamma distributed, mean 1, variance 1 / looks (Oliver and Quegan,
 * 2004, ch. 4).
 *
 * A function of seed, scene and pixel: the order of calls does not matter.
 */
class Speckle
{
public:
  //! \a scene tells scenes of one seed apart. REQUIRES: looks > 0.
  Speckle( std::uint64_t seed, std::uint64_t scene, double looks );

  float at( std::int64_t column, std::int64_t row ) const;

private:
  std::uint64_t mSeed;
  std::uint64_t mScene;
  double mLooks;
};

} // namespace calving
