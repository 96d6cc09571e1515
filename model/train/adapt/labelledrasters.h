#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/labels/drawnlabels.h"

namespace calving
{

/**
 * Those of \a rasters that \a labels are of, in their order; all of them where no label names a raster.
 *
 * The others, and labels of rasters that were not given, are named in the log. Throws Error where there are
 * no labels, none of them is of a raster given, or several rasters would share polygons that name none.
 */
std::vector<RasterInput> labelledRasters( const std::vector<RasterInput> &rasters, const DrawnLabels &labels,
                                          const Feedback &feedback );

} // namespace calving
