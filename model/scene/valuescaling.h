#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/scene/pixelvalues.h"

namespace calving
{

//! What the user says of the values.
struct ValueOptions
{
  ValueKind kind = ValueKind::Automatic;
  //! Ends of the window in decibels; where empty, the raster's metadata or else DecibelWindow decide.
  std::optional<double> dbMin;
  std::optional<double> dbMax;
};

//! How pixel values become the network's input: v, or a logarithm of it, from low .. high to 0 .. 1, clamped.
struct ValueScaling
{
  //! 0: v itself; 10: 10 log10 v, of power; 20: 20 log10 v, of amplitude.
  double decibelsPerDecade = 0;
  double low = 0;
  double high = 255;
  //! Whether low and high are ends of a window of decibels.
  bool decibels = false;
  //! Words for the log: what the values were taken for, and why.
  std::string description;
  //! What the user should check; empty where nothing is in doubt.
  std::string warning;

  //! Scales \a values in place. NaN stays NaN.
  void apply( std::vector<float> &values ) const;
  //! The same as grey values 0 to 255. NaN becomes 0.
  std::vector<std::uint8_t> toBytes( std::vector<float> values ) const;
};

//! \a values from 0 to 1 as grey values 0 to 255. NaN becomes 0.
std::vector<std::uint8_t> greyBytes( const std::vector<float> &values );

/**
 * Decides how to scale a scene: by \a options, else by decideValues().
 *
 * Throws Error if the window in decibels is empty or upside down, and for what decideValues() refuses or
 * whose water was masked: no ocean is left in it; where the values contradict the options, as
 * doubtOfStated() does.
 */
ValueScaling chooseScaling( const ValueOptions &options, SceneValues scene );

} // namespace calving
