#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace calving
{

/**
 * For each pixel the distance, in metres between centres, to the nearest that is not 0; infinite where there
 * is none.
 *
 * Exact, in two passes over parabolas (Felzenszwalb and Huttenlocher 2012). \a pixels: width x height, row by
 * row; \a pixelMetres: sides (x, y).
 */
std::vector<float> distanceMap( const std::vector<std::uint8_t> &pixels, int width, int height,
                                const std::array<double, 2> &pixelMetres );

} // namespace calving
