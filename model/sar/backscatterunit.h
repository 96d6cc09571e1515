#pragma once

#include <map>
#include <memory>
#include <string>

#include "model/sar/scaling.h"

namespace calving
{

//! What is known of a raster of backscatter, as its metadata have it.
using SarMetadata = std::map<std::string, std::string>;

//! \a power, linear, in \a unit; \a window counts for bytes only.
std::shared_ptr<const BlockSource> scaled( std::shared_ptr<const BlockSource> power, BackscatterUnit unit,
                                           const DecibelWindow &window );

//! Writes CALVINGFRONT_UNIT and, for bytes, CALVINGFRONT_DB_MIN and _DB_MAX into \a metadata.
void stateUnit( BackscatterUnit unit, const DecibelWindow &window, SarMetadata &metadata );

//! The same, and the step into CALVINGFRONT_HISTORY.
void describeUnit( BackscatterUnit unit, const DecibelWindow &window, SarMetadata &metadata );

/**
 * The unit that \a metadata state: Decibel, or Byte with its window in \a window; Linear where they state
 * none.
 *
 * Throws Error if they state another unit.
 */
BackscatterUnit statedUnit( const SarMetadata &metadata, DecibelWindow &window );

//! \a source, whose unit \a metadata state, as linear power: decibels and bytes are turned back.
std::shared_ptr<const BlockSource> asPower( std::shared_ptr<const BlockSource> source,
                                            const SarMetadata &metadata );

} // namespace calving
