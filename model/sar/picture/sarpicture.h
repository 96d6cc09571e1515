#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/sar/geometry/radarframe.h"
#include "model/sar/picture/statedunit.h"

namespace calving
{

//! What the values of a raster are.
enum class SarValues
{
  Stated,   //!< found out by decideValues()
  Power,    //!< linear
  Decibel,  //!< 10 log10 of power
  Amplitude //!< root of power, such as digital numbers and 8-bit pictures
};

//! Backscatter on its way through a chain of steps, in radar geometry or on a map, and what is known of it.
struct SarPicture
{
  //! Of its file or product, without folders.
  std::string name;
  //! Description of the band; may be empty.
  std::string bandName;
  //! Power, or amplitude if isAmplitude; NaN means no data.
  std::shared_ptr<const BlockSource> values;
  bool isAmplitude = false;
  //! How files store it; amplitude is stored as it is (Linear).
  BackscatterUnit unit = BackscatterUnit::Linear;
  DecibelWindow window;
  //! Its size and, of a map, its place.
  RasterGrid grid;
  //! In radar geometry only.
  std::optional<RadarFrame> frame;
  std::vector<GroundControlPoint> controlPoints;
  //! CALVINGFRONT_...: see sceneMetadata().
  SarMetadata metadata;
  //! What its values were taken for, empty where the user said it; and what of either to check.
  std::string valuesSaid;
  std::string warning;
};

//! Opens band 1 of the raster \a input; \a feedback hears what sampleScene() says. Throws Error if it cannot
//! be read or holds no backscatter, and as doubtOfStated() does where the user said it.
SarPicture openSarPicture( const RasterInput &input, SarValues values, const Feedback &feedback = {} );

/**
 * The same for a raster in radar geometry as calibratesar and despecklesar write it, in its stated unit.
 *
 * Throws Error also if it does not say its geometry, or was cut or resampled since.
 */
SarPicture openRadarPicture( const RasterInput &input, const Feedback &feedback = {} );

/**
 * Writes \a picture in its unit to \a path: a Cloud-Optimised GeoTIFF on a map, else a GeoTIFF that keeps the
 * radar's geometry, \a compressed or not. It appears whole or not at all; memory does not grow with it.
 */
void writeSarPicture( const SarPicture &picture, const std::string &path, const Feedback &feedback,
                      bool compressed = true );

//! Says in the log what the values of \a picture were taken for, unless the user said it, and what to check.
void informOfValues( const SarPicture &picture, const Feedback &feedback );

//! Stores \a picture in \a unit from now on and records it; amplitudes are squared. Throws Error if the
//! window is empty.
void rescale( SarPicture &picture, BackscatterUnit unit, const DecibelWindow &window );

} // namespace calving
