#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"

namespace calving
{

//! What the pixel values of a scene are.
enum class ValueKind
{
  //! Found out: see decideValues().
  Automatic,
  //! 0 to 255, whatever the type of the raster.
  Byte,
  //! Decibels: 10 log10 of power.
  Decibel,
  //! Linear backscatter: power, intensity.
  Power,
  //! Anything: the 2nd to the 98th percentile becomes 0 to 1.
  Percentile,
  //! Already 0 to 1.
  Unit,
  //! The root of power.
  Amplitude,
  //! Amplitude that was not calibrated, as products hold it: the percentiles of its decibels count.
  DigitalNumbers
};

//! What is known of the values of one band of a raster.
struct SceneValues
{
  PixelType type = PixelType::Other;
  //! The raster's metadata.
  std::map<std::string, std::string> metadata;
  //! A sample of the valid values, in any order; may be empty.
  std::vector<float> sample;
  //! Of the file, with its folders: names of known products say what they hold.
  std::string path = {};
  std::string bandName = {};
};

//! What is known of \a band (from 1) of \a reader, whose undeclared holes count from now on: see
//! sampleScene(). Throws Cancelled.
SceneValues sceneValues( RasterReader &reader, int band, const Feedback &feedback = {} );

//! What the values of a raster were taken for.
struct DecidedValues
{
  //! Not Automatic.
  ValueKind kind = ValueKind::Byte;
  //! Whether a tag or name says so; else the type or the values do.
  bool isStated = false;
  //! What says so, to stand in brackets: "as the band's name “Sigma0_VV_db” says".
  std::string reason;
  //! What the user should check; empty where nothing is in doubt.
  std::string warning;
};

/**
 * The one rule by which every algorithm learns what pixel values are.
 *
 * In this order: tags (CALVINGFRONT_UNIT, those of OPERA), the band's name (Sigma0_VV_db), the file's name
 * and its folders (productNamed()), the values. What the type or the values contradict is not believed, and
 * warned of. By the values: bytes are 8-bit grey; a negative median means decibels; unsigned 16 bit and other
 * large numbers are digital numbers; small ones without a sign are power, with a warning that amplitude looks
 * alike; others that are negative in the main are no backscatter that is known, which is warned of.
 *
 * Throws Error where tags, the band or the name say that there is no backscatter in it: angles, masks.
 */
DecidedValues decideValues( const SceneValues &values );

/**
 * Holds what the user says of \a values, \a kind, against their sample.
 *
 * Throws Error where the better half of them cannot be that: power below zero, decibels beyond 60, numbers
 * far above 1 as 0 to 1. Returns what the user should check where many look like something else; empty where
 * nothing is in doubt.
 */
std::string doubtOfStated( ValueKind kind, const SceneValues &values );

/**
 * Up to about a million valid values of \a band: small windows spread over the raster.
 *
 * Where these meet no valid pixel, the raster is read from the top until some appear, or Cancelled is thrown.
 */
std::vector<float> sampleValues( const RasterReader &reader, int band, const Feedback &feedback = {} );

} // namespace calving
