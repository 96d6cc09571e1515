#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/dataset/opticalbands.h"
#include "model/feedback.h"

namespace calving
{

//! Largest value of each channel over the whole image; 0 where a channel is absent or nowhere positive.
using BandMaxima = std::array<float, targetBandCount>;

/**
 * Reads the channels \a bands of \a image once, tile by tile.
 *
 * What is no data counts as 0. Throws Error if the image cannot be read, and
 * Cancelled.
 */
BandMaxima bandMaxima( const RasterReader &image, const TargetBands &bands, const Feedback &feedback );

/**
 * bandMaxima() of the file \a path, taken from the table \a cache where that has them for a file of this
 * name, size and time of change; else computed and added to the table.
 *
 * A table that cannot be read is replaced, and one that cannot be written is done without.
 */
BandMaxima cachedBandMaxima( const std::string &path, const std::string &cache, const Feedback &feedback );

/**
 * Published scaling of one channel (SSL4SAR): \a values divided by \a maximum, times 255, cut to whole
 * numbers. What is no data or not positive becomes 0.
 */
void scaleToBytes( const std::vector<float> &values, float maximum, std::uint8_t *bytes );

} // namespace calving
