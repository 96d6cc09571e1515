#pragma once

#include <cstdint>
#include <vector>

#include "model/raster/runlengthimage.h"

namespace calving
{

//! The edge between a front pixel, which is ocean, and one of its neighbours that is not.
struct Crack
{
  //! Front pixel.
  int column;
  int row;
  //! Where the glacier lies: 0 east, 1 north (row - 1), 2 west, 3 south. The order walks round a pixel, ocean
  //! on the left.
  std::uint8_t side;
  //! What lies there is glacier; otherwise rock or missing data.
  bool glacier;
};

//! An unbroken contact of ocean and glacier. Walking along it, the ocean is on the left.
struct CrackChain
{
  std::vector<Crack> cracks;
  //! The last crack ends where the first begins.
  bool closed = false;
};

/**
 * Follows the cracks of the pixels where \a front is 1 into chains, in raster order of their first crack.
 *
 * A chain begins and ends with glacier. It ends where missing data, rock, the edge of the raster or a pixel
 * outside \a front follows; up to 4 cracks of rock or missing data are passed over, as long as they belong to
 * front pixels. Where two ocean pixels touch two others crosswise the chains do not cross; a loop is joined
 * with the chain it touches there.
 *
 * \a zones: classes of enum Zone. REQUIRES: \a front is 1 only at ocean pixels; equal sizes.
 */
std::vector<CrackChain> crackChains( const RunLengthImage &zones, const RunLengthImage &front );

} // namespace calving
