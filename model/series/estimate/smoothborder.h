#pragma once

#include <array>
#include <cstdint>

namespace calving
{

/**
 * Draws a smooth border between ocean and glacier on one date.
 *
 * \a zones: width x height, row by row, where glacier stands for glacier or ocean; \a confidence: of these
 * the probability of ocean, 255 is 1. A Gauss of \a smoothMetres takes the vote of such pixels alone, each
 * for what is more probable there, so that a straight border stays where it is however sure either side is.
 * The confidence becomes the probability of the zone. \a pixelMetres: sides (x, y) of a pixel.
 */
void smoothBorder( std::uint8_t *zones, std::uint8_t *confidence, int width, int height,
                   const std::array<double, 2> &pixelMetres, double smoothMetres );

} // namespace calving
