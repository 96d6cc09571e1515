#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace calving
{

//! A small picture of a raster: red, green and blue, pixel by pixel.
struct QuickLook
{
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> values;
};

/**
 * Three bands (from 1) of the raster \a path as red, green and blue, or one as grey, at most \a side pixels a
 * side.
 *
 * \a stretched: the 2nd to the 98th percentile of each band becomes 0 to 255; else values are taken as they
 * are. Throws Error, naming the raster, if it cannot be read.
 */
QuickLook quickLook( const std::string &path, const std::vector<int> &bands, bool stretched, int side );

//! Squares of \a a and \a b in turn, so that edges that go on from one to the other show that they align.
//! REQUIRES: equal sizes.
QuickLook chequered( const QuickLook &a, const QuickLook &b );

} // namespace calving
