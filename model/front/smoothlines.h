#pragma once

#include <cstdint>
#include <vector>

#include "model/front/crackchains.h"
#include "model/geometry/nearestsegment.h"

namespace calving
{

//! A line in pixel coordinates: the centre of the first pixel is (0.5, 0.5).
struct PixelLine
{
  std::vector<Point> points;
  //! The crack of the chain, by number, whose pixel each point represents.
  std::vector<std::uint32_t> cracks;
  //! The last point equals the first.
  bool closed = false;
};

/**
 * One line for each chain.
 *
 * A line is a smoothing spline (Reinsch 1967: least bending plus least distance) through the centres of the
 * chain's pixels that is held within 0.45 pixels of each centre, then thinned by at most 0.05 pixels (Douglas
 * and Peucker 1973). Hence its Hausdorff distance to the polyline of the centres is at most half a pixel.
 * Where lines would come nearer than 0.02 pixels to themselves or to another, they keep the pixels' shape a
 * quarter pixel from the centres, which cannot touch: no line crosses itself or another.
 *
 * Without \a smooth all lines keep that shape everywhere.
 */
std::vector<PixelLine> smoothLines( const std::vector<CrackChain> &chains, bool smooth );

} // namespace calving
