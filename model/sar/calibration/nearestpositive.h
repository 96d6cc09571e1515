#pragma once

#include <memory>

#include "model/sar/calibration/backscatter.h"

namespace calving
{

/**
 * \a source with each negative value replaced by the nearest value above zero, at most 16 pixels away in line
 * or pixel; else by 0. Of several equally near, the first in reading order is taken. \a count may be empty.
 */
std::shared_ptr<const BlockSource> nearestPositive( std::shared_ptr<const BlockSource> source,
                                                    std::shared_ptr<PixelCount> count );

} // namespace calving
