#pragma once

#include <memory>

#include "model/raster/decibelwindow.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

//! How backscatter is stored.
enum class BackscatterUnit
{
  Linear,  //!< power
  Decibel, //!< 10 log10 of power
  Byte     //!< decibels from DB_MIN to DB_MAX as 1 to 255; 0 means no data
};

/**
 * \a source, linear power, in decibels. Less than \a floorDecibel becomes that, and so does power of zero or
 * less: water that noise removal emptied stays water and does not turn into "no data". The default is what
 * NegativePolicy::Floor leaves.
 */
std::shared_ptr<const BlockSource> inDecibels( std::shared_ptr<const BlockSource> source,
                                               double floorDecibel = -50.0 );

//! \a source, decibels, as power: the inverse of inDecibels() above its floor.
std::shared_ptr<const BlockSource> inPower( std::shared_ptr<const BlockSource> source );

/**
 * \a source, decibels, as whole numbers 1 to 255 over \a window, clamped; NaN becomes 0.
 *
 * Throws Error where the window is empty.
 */
std::shared_ptr<const BlockSource> inBytes( std::shared_ptr<const BlockSource> source,
                                            const DecibelWindow &window );

} // namespace calving
