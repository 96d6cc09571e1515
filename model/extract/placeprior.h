#pragma once

#include <optional>

#include "model/extract/glacierprior.h"
#include "model/feedback.h"
#include "model/scene/scenename.h"

namespace calving
{

/**
 * What \a memory says of the scene with \a facts that lies on the grid \a scene: nothing where it lies
 * elsewhere, or has no date, since nobody knows then how much the labels count.
 *
 * Says in the log which of these it is, how many labels count, how far the nearest in time is away and what
 * that means in metres. Warns where the scene bears another glacier's name: the place decides.
 */
std::optional<GlacierPrior> priorFor( const GlacierMemory &memory, const SceneFacts &facts,
                                      const RasterGrid &scene, const Feedback &feedback );

} // namespace calving
