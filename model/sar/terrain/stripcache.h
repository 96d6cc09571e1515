#pragma once

#include <memory>

#include "model/sar/stream/blocksource.h"

namespace calving
{

/**
 * \a source, computed in strips of \a stripHeight whole rows that are kept while there is room.
 *
 * What lies slanted on a map reads a picture in small overlapping windows: with a cache that holds the strips
 * of one such band, each is computed once. Beyond \a bytes the strips that were not read for the longest time
 * are dropped; a read that needs more than that still gets it. Threads that need the same strips share the
 * work.
 */
std::shared_ptr<const BlockSource> cachedInStrips( std::shared_ptr<const BlockSource> source, int stripHeight,
                                                   std::size_t bytes );

} // namespace calving
