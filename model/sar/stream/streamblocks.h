#pragma once

#include <functional>
#include <vector>

#include "model/feedback.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

//! How a picture is cut up and by how many threads it is worked through. None of this changes a bit of the
//! result.
struct StreamOptions
{
  //! Threads; 0 uses every core.
  int threads = 0;
  //! Size of a block; a width of 0 means whole rows, which suits measurements stored row by row.
  int blockWidth = 0;
  int blockHeight = 256;
};

//! Receives the blocks one after the other, row by row of blocks, on the thread that called streamBlocks().
using BlockSink = std::function<void( const Window &window, const std::vector<float> &values )>;

/**
 * Pulls all of \a source through \a sink: blocks are computed by threads and delivered in order.
 *
 * At most two blocks for each thread exist at a time. Throws what the source or the sink throws, and
 * Cancelled if \a feedback says so; no thread outlives the call.
 */
void streamBlocks( const BlockSource &source, const StreamOptions &options, const BlockSink &sink,
                   const Feedback &feedback );

/**
 * The same for the blocks \a windows, in their order.
 *
 * A slanted picture is pulled with the least memory in the order of what lies below it.
 */
void streamBlocks( const BlockSource &source, const std::vector<Window> &windows, int threads,
                   const BlockSink &sink, const Feedback &feedback );

} // namespace calving
