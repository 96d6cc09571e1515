#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/labels/drawnlabels.h"
#include "model/scene/scenegrid.h"
#include "model/series/evidence/seriesevidence.h"

namespace calving
{

/**
 * \a labels on \a grid, each with its day: that of the scene of the series that has its name (\a dayOfScene),
 * else what its own name and metadata say. \a georeference: of rasters that do not say where they lie.
 *
 * Polygons without a name count for all dates that have some with one. Warns of what checkLabels() finds on
 * the grid, and of labels that do not reach it, which are left out. Throws Error, naming it, for a label
 * without a date, and where those that are left hold no ocean or no glacier, do not reach the grid, or, of
 * polygons, none names a raster; and as ZoneSurvey and PolygonPlacer do.
 */
std::vector<SeriesLabel>
labelsOn( const RasterGrid &grid, const DrawnLabels &labels, const Georeference &georeference,
          const std::function<std::optional<double>( const std::string &name )> &dayOfScene,
          const Feedback &feedback );

} // namespace calving
