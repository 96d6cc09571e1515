#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/sar/geometry/radarframe.h"
#include "model/sar/speckle/specklestep.h"
#include "model/sar/statedunit.h"

namespace calving
{

//! What the values of a raster are.
enum class SarValues
{
  Stated,   //!< what its metadata state; power where they state nothing
  Power,    //!< linear
  Decibel,  //!< 10 log10 of power
  Amplitude //!< root of power, such as digital numbers and 8-bit pictures
};

//! A raster of backscatter, in radar geometry or on a map, on its way through a step.
struct SarRaster
{
  //! Of its file, without folders.
  std::string name;
  //! Description of the band; may be empty.
  std::string bandName;
  //! Power, or amplitude if isAmplitude.
  std::shared_ptr<const BlockSource> values;
  bool isAmplitude = false;
  //! How it is stored; amplitude is stored as it is (Linear).
  BackscatterUnit unit = BackscatterUnit::Linear;
  DecibelWindow window;
  RasterGrid grid;
  //! In radar geometry only.
  std::optional<RadarFrame> frame;
  std::vector<GroundControlPoint> controlPoints;
  SarMetadata metadata;
};

//! Opens band 1 of the raster \a path; \a feedback hears what sampleScene() says. Throws Error if it cannot
//! be read or holds no backscatter.
SarRaster openSarRaster( const std::string &path, SarValues values, const Feedback &feedback = {} );

/**
 * Writes \a raster in its unit to \a path: a Cloud-Optimised GeoTIFF on a map, else a GeoTIFF that keeps the
 * radar's geometry. It appears whole or not at all.
 */
void writeSarRaster( const SarRaster &raster, const std::string &path, const Feedback &feedback );

//! Applies \a step to \a raster and records it.
void despeckle( SarRaster &raster, const SpeckleStep &step, const Feedback &feedback );

/**
 * Filters \a raster by the others of the time series \a stack with the multitemporal filter.
 *
 * Throws Error if sizes differ or there is no other.
 */
void filterInTime( SarRaster &raster, const std::vector<SarRaster> &stack, int window );

//! Stores \a raster in \a unit from now on and records it; amplitudes are squared. Throws Error if the window
//! is empty.
void rescale( SarRaster &raster, BackscatterUnit unit, const DecibelWindow &window );

} // namespace calving
