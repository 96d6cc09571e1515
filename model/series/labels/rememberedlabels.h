#pragma once

#include <vector>

#include "model/modelfile/glaciermemory.h"
#include "model/series/labels/serieslabels.h"

namespace calving
{

/**
 * The labels that a model remembers, on \a grid, but for days of which \a drawn has labels: those count. Says
 * in the log how many there are; none where \a memory is of another place.
 */
std::vector<SeriesLabel>
rememberedLabels( const RasterGrid &grid, const GlacierMemory &memory, const std::vector<SeriesLabel> &drawn,
                  const std::function<std::optional<double>( const std::string &name )> &dayOfScene,
                  const Feedback &feedback );

} // namespace calving
