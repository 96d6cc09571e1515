#pragma once

#include <cstdint>
#include <vector>

#include "model/train/data/crop.h"

namespace calving
{

class CounterRandom;

//! Changes made to crops. Defaults: the published training of Tyrion (Gourmelon et al. 2025, released code).
struct AugmentOptions
{
  //! Probability of blending another crop into the ocean: (I + w J) / (1 + w).
  double mixProbability = 0.3;
  double mixLow = 0.15;
  double mixHigh = 0.30;
  //! Probability of adding uniform(0, 1) * (Poisson(k) - k), divided by its maximum, k out of 1, 2, 3.
  double speckleProbability = 0.2;
  //! Probability and range of the factor on brightness.
  double brightnessProbability = 0.2;
  double brightnessLow = 0.6;
  double brightnessHigh = 1.4;
  //! Probability and range of the exponent on brightness.
  double gammaProbability = 0.2;
  double gammaLow = 0.7;
  double gammaHigh = 1.3;
  //! Probability of each: left-right flip, up-down flip, rotation by 90, 180 or 270 degrees.
  double flipProbability = 0.5;
  double rotateProbability = 0.5;
};

//! No change at all.
AugmentOptions noAugmentation();

//! Blends \a other into the ocean pixels of \a crop with weight \a weight. REQUIRES: equal sizes.
void mixOcean( Crop &crop, const std::vector<std::uint8_t> &other, double weight );

//! Adds noise of Poisson peak \a peak (1, 2 or 3) to \a grey.
void addSpeckle( std::vector<std::uint8_t> &grey, int peak, CounterRandom &random );

//! Multiplies \a grey by \a factor, then raises it to \a gamma, in [0, 1], as two 8-bit steps.
void adjustTones( std::vector<std::uint8_t> &grey, double factor, double gamma );

//! Flips a square of bytes left-right (\a horizontal) or up-down.
void flip( std::vector<std::uint8_t> &values, int side, bool horizontal );

//! Rotates a square of bytes by \a quarters quarter turns, anticlockwise.
void rotate( std::vector<std::uint8_t> &values, int side, int quarters );

//! Speckle and tones, each with its probability.
void changeTones( std::vector<std::uint8_t> &grey, const AugmentOptions &options, CounterRandom &random );

//! Flips, then a rotation.
struct Turn
{
  bool leftRight = false;
  bool upDown = false;
  //! Quarter turns.
  int quarters = 0;
};

//! Flips and rotations, each with its probability.
Turn drawTurn( const AugmentOptions &options, CounterRandom &random );
//! Grey values and zones.
void turn( Crop &crop, const Turn &turn );

//! All of these. Ocean mixing needs a second crop: see Sampler.
void augment( Crop &crop, const AugmentOptions &options, CounterRandom &random );

} // namespace calving
