#pragma once

#include <memory>
#include <string>

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
};

/**
 * The unit that the metadata of \a raster state; Linear where they state none.
 *
 * Throws Error if they state another unit, or bytes of a raster that is not 8 bit.
 */
StoredUnit statedUnit( const RasterReader &raster );

//! \a source, stored in \a stored, as linear power: decibels and bytes are turned back. NaN stays NaN.
std::shared_ptr<const BlockSource> asPower( std::shared_ptr<const BlockSource> source,
                                            const StoredUnit &stored );

} // namespace calving
