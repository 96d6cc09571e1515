#pragma once

#include <memory>
#include <string>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/sar/picture/backscatterunit.h"
#include "model/sar/picture/history.h"

namespace calving
{

//! \a power, linear, in \a unit; \a window counts for bytes only.
std::shared_ptr<const BlockSource> scaled( std::shared_ptr<const BlockSource> power, BackscatterUnit unit,
                                           const DecibelWindow &window );

//! Writes CALVINGFRONT_UNIT and, for bytes, CALVINGFRONT_DB_MIN and _DB_MAX into \a metadata.
void stateUnit( BackscatterUnit unit, const DecibelWindow &window, SarMetadata &metadata );

//! The same, and the step into CALVINGFRONT_HISTORY.
void describeUnit( BackscatterUnit unit, const DecibelWindow &window, SarMetadata &metadata );

//! How backscatter is stored in a raster.
struct StoredUnit
{
  BackscatterUnit unit = BackscatterUnit::Linear;
  //! Of bytes: the decibels of the darkest and of the brightest.
  DecibelWindow window;
  //! Of bytes: the darkest. 1 where 0 stands for no data, as in what this software preprocessed; else 0.
  int darkest = 0;
  //! Whether the values are amplitude instead of power: digital numbers, 8-bit pictures. Linear then.
  bool isAmplitude = false;
  //! What they were taken for, for the log: "power, as the raster's CALVINGFRONT_UNIT says"; and what to
  //! check.
  std::string description;
  std::string warning;
};

/**
 * How the values of \a raster are stored, by decideValues().
 *
 * Bytes are decibels where the metadata say so and amplitude else. What nothing is known of is taken for
 * power, with a warning. Throws Error where decideValues() does.
 */
StoredUnit statedUnit( RasterReader &raster, const Feedback &feedback = {} );

//! \a source, stored in \a stored, as linear power: decibels and bytes are turned back. NaN stays NaN.
std::shared_ptr<const BlockSource> asPower( std::shared_ptr<const BlockSource> source,
                                            const StoredUnit &stored );

} // namespace calving
