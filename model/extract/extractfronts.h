#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/extract/segmentraster.h"
#include "model/front/tracefronts.h"
#include "model/modelfile/glaciermemory.h"
#include "model/scene/scenename.h"

namespace calving
{

//! Whether the labels that a model remembers count on other scenes of their place.
enum class PriorUse
{
  //! Where the scene lies there and has a date.
  Auto,
  None
};

//! What to extract from a scene, and how.
struct ExtractOptions
{
  RasterInput scene;
  //! Name of the glacier; empty: what metadata or the name say.
  std::string glacier;
  Georeference georeference;
  //! `scene` of these is filled in.
  SegmentOptions segment;
  //! `pixelSizeMetres` and `coding` of these are filled in.
  TraceOptions trace;
  //! What the model remembers of its glacier; empty where it was adapted to none.
  std::optional<GlacierMemory> memory;
  PriorUse prior = PriorUse::Auto;
  //! Restricts the fronts; empty: no restriction.
  DrawnPolygons area;
  //! Whether the outline of the ocean is wanted.
  bool ocean = false;

  //! Rasters to write; empty where not wanted.
  std::string zonesPath;
  std::string confidencePath;
  std::string probabilitiesPath;
  //! An existing folder for intermediate files. They are removed again.
  std::string temporaryFolder;
};

//! A scene with what fronts need: its place on a map, and the band wanted.
struct OpenedScene
{
  RasterReader reader;
  SceneGrid grid;
};

//! Opens the scene of \a options. Throws Error, naming file or parameter, for what fronts cannot come from.
OpenedScene openScene( const ExtractOptions &options );

/**
 * The fronts of a scene, and rasters that wait beside their targets.
 *
 * Nothing is in its place before commit(): write the lines first, then commit the rasters.
 */
struct ExtractedFronts
{
  SceneGrid scene;
  SceneFacts facts;
  SegmentReport report;
  TracedFronts fronts;
  //! What the labels that the model remembers said of the scene; empty where they did not count.
  std::optional<GlacierPrior> prior;
  //! For each front what a reader of it should know: a sentence; may be empty.
  std::vector<std::string> remarks;
  //! One multipolygon in well-known binary; empty where there is no ocean or it was not asked for.
  std::vector<std::uint8_t> ocean;
  double tracingSeconds = 0;

  //! Moves the rasters to their places. Throws Error if one cannot be finished.
  void commit();

  std::vector<RasterWriter> pendingRasters;
};

/**
 * From \a scene, openScene() of \a options, to its calving fronts: segmentRaster(), weighed against what the
 * model remembers (priorFor()), then traceFronts() on the zones.
 *
 * Says in the log what the model's card says of its limits, whether what it remembers counts, what it took
 * the values for, how it resampled and how many tiles it needs. Throws Error, naming file or parameter, for
 * anything that is wrong with the input or the disk; Cancelled. Nothing is left behind then.
 */
ExtractedFronts extractFronts( Segmenter &segmenter, OpenedScene scene, const ExtractOptions &options,
                               const Feedback &feedback );

} // namespace calving
