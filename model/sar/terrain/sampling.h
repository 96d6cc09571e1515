#pragma once

#include <vector>

#include "model/raster/tilegrid.h"
#include "model/sar/geometry/radargeometry.h"

namespace calving
{

//! How a value between the pixels of a radar picture is found.
enum class Sampling
{
  Nearest,
  Bilinear,
  Cubic //!< Catmull-Rom; may overshoot
};

//! Pixels of a part of a picture.
struct Patch
{
  Window window;
  std::vector<float> values;
};

/**
 * The value of \a patch at \a position (of the whole picture).
 *
 * NaN if the nearest pixel is NaN; other pixels that are NaN are left out of a bilinear mean, and beside them
 * cubic sampling is bilinear. Beyond the patch its border is repeated. REQUIRES: the nearest pixel lies
 * inside.
 */
float sample( const Patch &patch, const RadarPosition &position, Sampling sampling );

} // namespace calving
