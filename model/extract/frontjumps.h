#pragma once

#include <cstdint>

#include "model/raster/runlengthimage.h"

namespace calving
{

//! Whether labels change the network's word at a pixel from glacier to ocean, or from ocean to glacier.
enum class Overruled : std::uint8_t
{
  No,
  //! As far from the labelled fronts as one expects a front to go.
  Near,
  //! Farther, where the network is sure.
  FarSure,
  //! Farther, where it is not.
  FarUnsure
};

/**
 * 1 where the network's word is to stand although labels overrule it (\a pixels: Overruled): a front that
 * jumped.
 *
 * One label that no longer holds is more likely than a network that is wrong, and sure, over a large area.
 * So its word stands in parts that hang together (8 neighbours) of which at least a square kilometre lies
 * farther than expected with the network sure of it, and no more with it unsure; the whole part, so that new
 * ocean reaches the old. \a pixelArea: square metres.
 */
RunLengthImage frontJumps( const RunLengthImage &pixels, double pixelArea );

} // namespace calving
