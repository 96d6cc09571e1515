#pragma once

#include <vector>

namespace calving
{

/**
 * The mean of \a values (width x height, row by row) in the square of \a side cells around each, which is cut
 * at the raster's edges. REQUIRES: \a side odd.
 */
std::vector<float> boxMean( const std::vector<float> &values, int width, int height, int side );

} // namespace calving
