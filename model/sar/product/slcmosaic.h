#pragma once

#include <memory>
#include <vector>

#include "model/sar/product/slclayout.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

/**
 * The sub-swaths \a swaths, one for each placement of \a layout and of the size of their measurements, as one
 * picture.
 *
 * NaN where no burst has valid samples.
 */
std::shared_ptr<const BlockSource> merged( std::vector<std::shared_ptr<const BlockSource>> swaths,
                                           const SlcLayout &layout );

} // namespace calving
