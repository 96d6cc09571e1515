#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "model/raster/runlengthimage.h"

namespace calving
{

/**
 * Connected components (8 neighbours) of the runs that were selected.
 *
 * Components are numbered in raster order of their first pixel. Found by union-find over runs
 * (Rosenfeld and Pfaltz 1966), so time and memory grow with the number of runs, not of pixels. By hand,
 * because libraries (OpenCV, GDAL's sieve) label pixels, and whole scenes would have to lie in memory.
 */
struct Components
{
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  //! Component of each run; none where it was not selected.
  std::vector<std::uint32_t> ofRun;
  //! Pixels of each component.
  std::vector<std::uint64_t> sizes;

  //! The component of most pixels, the first in raster order among equals; none where there is no component.
  std::uint32_t largest() const;
};

//! Components of the runs whose class c has selected[c].
Components components( const RunLengthImage &image, const bool ( &selected )[4] );

} // namespace calving
