#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"

namespace calving
{

//! What the pixel values of a scene are.
enum class ValueKind
{
  //! Found out from the raster's metadata, its type and a sample of its values.
  Automatic,
  //! 0 to 255, whatever the type of the raster.
  Byte,
  //! Decibels: a window of them becomes 0 to 1.
  Decibel,
  //! Linear backscatter (power): turned into decibels first.
  Power,
  //! Anything: the 2nd to the 98th percentile becomes 0 to 1.
  Percentile,
  //! Already 0 to 1.
  Unit
};

//! What the user says of the values.
struct ValueOptions
{
  ValueKind kind = ValueKind::Automatic;
  //! Ends of the window in decibels; where empty, the raster's metadata or else DecibelWindow decide.
  std::optional<double> dbMin;
  std::optional<double> dbMax;
};

//! How pixel values become the network's input: v, or 10 log10 v, from low .. high to 0 .. 1, clamped.
struct ValueScaling
{
  bool logarithmic = false;
  double low = 0;
  double high = 255;
  //! Whether low and high are ends of a window of decibels.
  bool decibels = false;
  //! A sentence for the log: what the values were taken for, and why.
  std::string description;

  //! Scales \a values in place. NaN stays NaN.
  void apply( std::vector<float> &values ) const;
  //! The same as grey values 0 to 255. NaN becomes 0.
  std::vector<std::uint8_t> toBytes( std::vector<float> values ) const;
};

//! What is known of a scene's values.
struct SceneValues
{
  PixelType type = PixelType::Other;
  //! The raster's metadata; CALVINGFRONT_UNIT, CALVINGFRONT_DB_MIN and CALVINGFRONT_DB_MAX count.
  std::map<std::string, std::string> metadata;
  //! A sample of the valid values, in any order; may be empty.
  std::vector<float> sample;
};

//! Decides how to scale a scene. Throws Error if the window in decibels is empty or upside down.
ValueScaling chooseScaling( const ValueOptions &options, SceneValues scene );

/**
 * Up to about a million valid values of \a band: small windows spread over the raster.
 *
 * Where these meet no valid pixel, the raster is read from the top until some appear, or Cancelled is thrown.
 */
std::vector<float> sampleValues( const RasterReader &reader, int band, const Feedback &feedback = {} );

} // namespace calving
