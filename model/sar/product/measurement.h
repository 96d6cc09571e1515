#pragma once

#include <memory>

#include "model/sar/product/product.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

//! Whether \a image came with its pixels: copies of products for their metadata hold stubs of a byte or none.
bool hasMeasurement( const SarImage &image );

/**
 * The detected power of an image, before calibration: the square of a GRD's digital numbers, I^2 + Q^2 of an
 * SLC.
 *
 * Computed in floating point, so that numbers beyond 46340 do not overflow. A digital number of 0 means "no
 * data" in products and becomes NaN. Throws Error if \a image of \a product has no measurement, or one of
 * another size.
 */
std::shared_ptr<const BlockSource> openMeasurement( const Product &product, const SarImage &image );

} // namespace calving
