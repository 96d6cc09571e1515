#pragma once

#include <cstdint>
#include <vector>

namespace calving
{

/**
 * Resamples \a width x \a height bytes to \a side x \a side with a triangle filter.
 *
 * Enlarging: linear. Reducing: the filter widens with the factor, so that speckle averages instead of
 * aliasing.
 */
std::vector<std::uint8_t> resampleGrey( const std::vector<std::uint8_t> &values, int width, int height,
                                        int side );

/**
 * The same by cubic convolution (Keys 1981) with a = -0.75 over four pixels, border pixels repeated: what the
 * published pre-training does (INTER_CUBIC of OpenCV). Reducing, the filter does not widen.
 */
std::vector<std::uint8_t> resampleCubic( const std::vector<std::uint8_t> &values, int width, int height,
                                         int side );

//! Resamples to \a side x \a side, each pixel taking the value under its centre.
std::vector<std::uint8_t> resampleNearest( const std::vector<std::uint8_t> &values, int width, int height,
                                           int side );

} // namespace calving
