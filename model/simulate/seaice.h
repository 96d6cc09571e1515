#pragma once

#include <cstdint>

#include "model/simulate/gradientnoise.h"
#include "model/simulate/season.h"
#include "model/simulate/surface.h"

namespace calving
{

//! What floats at one place of the ocean.
struct FloatingIce
{
  //! Share of the water that ice covers, 0 to 1.
  float cover = 0;
  //! Roughness of that ice: 0 brash, 1 an iceberg's edge. Around 0.5 on floes.
  float roughness = 0.5F;
};

/**
 * Melange in front of the glacier and icebergs on the open fjord: a function of seed, day and place.
 */
class SeaIce
{
public:
  //! \a smallest: size in metres of the finest floes that a pixel can show.
  SeaIce( std::uint64_t seed, int day, const Season &season, double smallest );

  //! REQUIRES: \a point is ocean.
  FloatingIce at( double x, double y, const SurfacePoint &point ) const;

private:
  FloatingIce melange( double x, double y ) const;
  //! Cover of a single iceberg, 0 to 1.
  float iceberg( double x, double y, float chance ) const;

  Season mSeason;
  std::uint64_t mFloes;
  GradientNoise mPatches;
  double mSmallest;
};

} // namespace calving
