#pragma once

#include <cstdint>

namespace calving
{

//! Sums of a ridged multifractal: its first octaves with rounded crests, and all of them with sharp ones.
struct RidgedSum
{
  float coarse = 0;
  float full = 0;
};

/**
 * Smooth random functions of the plane with features about one unit across (Perlin 2002).
 *
 * A function of seed and position alone.
 */
class GradientNoise
{
public:
  explicit GradientNoise( std::uint64_t seed );

  //! About -1 to 1, mean 0, standard deviation about 0.35.
  float at( double x, double y ) const;

  //! Fractal sum of \a octaves, each half as large and twice as fine as the one before; about -1 to 1.
  float fractal( double x, double y, int octaves ) const;

  /**
   * Ridged multifractal (Musgrave, Texturing and Modeling, 2003, ch. 16): sharp crests, smooth valleys.
   *
   * About 0 to 1. REQUIRES: coarseOctaves <= octaves.
   */
  RidgedSum ridged( double x, double y, int octaves, int coarseOctaves ) const;

private:
  std::uint32_t mSeed;
};

/**
 * The nearest of random points, one in each unit cell (Worley 1996).
 */
struct Cell
{
  //! Distance to the nearest point, in cells.
  float distance = 0;
  //! Distance to the second nearest minus that: 0 on the border between two points.
  float edge = 0;
  //! Random bits of the nearest point.
  std::uint64_t id = 0;
};

Cell nearestCell( std::uint64_t seed, double x, double y );

//! 0 below \a low, 1 above \a high, smooth between. REQUIRES: low < high.
inline float smoothStep( float low, float high, float value )
{
  float t = ( value - low ) / ( high - low );
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return t * t * ( 3 - 2 * t );
}

} // namespace calving
