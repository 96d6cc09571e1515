#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/geometry/zonepolygons.h"
#include "model/modelfile/glaciermemory.h"
#include "model/raster/rasterinput.h"
#include "model/scene/scenegrid.h"
#include "model/scene/scenename.h"
#include "model/series/seriesevidence.h"

namespace calving
{

//! What someone drew of some scenes or dates of a glacier.
struct SeriesLabels
{
  //! Polygons with the names of rasters; those without a name count for all dates that have some with one.
  ZonePolygons polygons;
  //! Rasters of zones, named after their scenes (NAME or NAME_zones), coded as zones are; and, for those of
  //! which it was drawn, the front (NAME_front, not 0 at its pixels).
  std::vector<RasterInput> rasters;

  //! What the model remembers of its glacier. Of a day that has labels of its own, these count.
  std::optional<GlacierMemory> memory = std::nullopt;

  bool isEmpty() const { return polygons.polygons.empty() && rasters.empty() && !memory; }
};

//! The day of a scene as SeriesScene has it; empty where \a facts know none.
std::optional<double> seriesDay( const SceneFacts &facts );

/**
 * \a labels on \a grid, each with its day: that of the scene of the series that has its name (\a dayOfScene),
 * else what its own name and metadata say. \a georeference: of rasters that do not say where they lie.
 *
 * Labels that do not reach the grid are named in a warning and left out. Throws Error, naming it, for a label
 * without a date, and where those that are left hold no ocean or no glacier, do not reach the grid, or, of
 * polygons, none names a raster; and as ZoneSurvey and PolygonPlacer do.
 */
std::vector<SeriesLabel>
labelsOn( const RasterGrid &grid, const SeriesLabels &labels, const Georeference &georeference,
          const std::function<std::optional<double>( const std::string &name )> &dayOfScene,
          const Feedback &feedback );

} // namespace calving
