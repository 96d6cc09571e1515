#pragma once

#include <memory>

#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/profilegrid.h"

namespace calving
{

/**
 * How much ground each pixel of a radar picture shows: metres across the line of sight, in the plane of range
 * and elevation, for each metre along the track. The area across the line of sight of Small (2011), in other
 * words.
 *
 * Under each line the ground is followed from near to far. What rises above all before it in elevation is
 * seen, and counts with the elevation that it adds, at its range: ground in shadow counts nothing, and ground
 * that folds over itself counts together in the pixel that shows it. Pieces of a profile are spread over the
 * pixels that they cover, in one order for the whole picture. \a heights are those of the profiles. A read
 * computes whole lines: see StripCache.
 */
std::shared_ptr<const BlockSource> illuminatedGround( std::shared_ptr<const ProfileGrid> profiles,
                                                      std::shared_ptr<const BlockSource> heights );

} // namespace calving
