#pragma once

#include <array>
#include <cstdint>

#include "model/simulate/gradientnoise.h"

namespace calving
{

//! The size of a simulated landscape. Metres; x to the right of the map, y up, the origin in the scene's
//! middle.
struct LandscapeOptions
{
  std::uint64_t seed = 1;
  //! Distance between neighbouring fjords. Valleys and mountains scale with it.
  double span = 20000;
  //! Terrain has no detail finer than two pixels.
  double pixelSize = 20;
  //! Distance from the origin within which places will be asked for.
  double reach = 20000;
};

//! What lies at one place whatever the date. Heights in metres above the sea.
struct Ground
{
  //! Rock or sea floor, below 0 in the fjord.
  float bed = 0;
  //! Surface of the ice of the mountains and the ice sheet; there is none where this lies below the bed.
  float snowIce = 0;
  //! Position along the fjord, growing inland; metres.
  double along = 0;
  //! Position across the fjord: 0 on its centre line, -1 and 1 near the feet of its walls.
  float across = 0;
  //! Metres from the centre line to across = 1.
  float halfWidth = 0;
  //! Number of the nearest fjord; 0 is the one in the middle of the scene.
  int fjord = 0;
};

/**
 * A coast of mountains with meandering fjords, one every \a span metres, open sea at one end, an ice sheet at
 * the other.
 *
 * Mountains are a ridged multifractal, valleys are carved along the fjords' centre lines, and ice lies where
 * a smooth version of the mountains rises above them. A function of seed and place: any part may be computed
 * alone.
 */
class Landscape
{
public:
  explicit Landscape( const LandscapeOptions &options );

  Ground at( double x, double y ) const;
  //! Map position of a position along and across fjord \a fjord. The inverse of at(), but for the bank's
  //! roughness.
  std::array<double, 2> place( int fjord, double along, double across ) const;
  //! Metres from the centre line to across = 1.
  double halfWidth( int fjord, double along ) const;

  const LandscapeOptions &options() const { return mOptions; }
  //! Height of the mountains.
  double relief() const { return mRelief; }
  //! No surface is higher.
  double highest() const { return 1.25 * mRelief + mCliff; }
  //! Height of the ice cliff at a calving front.
  double cliffHeight() const { return mCliff; }
  //! Unit vector that points inland, (x, y).
  std::array<double, 2> inland() const { return mInland; }

private:
  double centre( int fjord, double along ) const;
  //! Mountains before a valley is carved: of rock, and of smooth ice; \a p, \a q along and across in metres.
  std::array<float, 2> mountains( double p, double q ) const;

  LandscapeOptions mOptions;
  GradientNoise mPath;
  GradientNoise mRidges;
  GradientNoise mRough;
  std::array<double, 2> mInland;
  double mRelief;
  double mCliff;
  double mIceCover;
  double mValleyWidth;
  double mCoast;
  int mOctaves;
};

} // namespace calving
