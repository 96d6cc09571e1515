#pragma once

#include "model/extract/tilepipeline.h"
#include "model/feedback.h"
#include "model/segmenter.h"

namespace calving
{

/**
 * Runs the three threads: \a cutter, the network (in the calling thread), and the averaging into \a receiver.
 *
 * Returns the seconds that the network took. Whatever one of them throws stops all three and is thrown here,
 * as is Cancelled, which takes effect within one batch.
 */
double runTilePipeline( TileCutter &cutter, Segmenter &segmenter, const TileAxes &axes,
                        ProbabilityReceiver &receiver, const Feedback &feedback );

} // namespace calving
