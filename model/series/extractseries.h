#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/extract/extractfronts.h"
#include "model/modelfile/glaciermemory.h"
#include "model/series/estimate/estimateseries.h"
#include "model/series/evidence/seriesgrid.h"
#include "model/series/labels/serieslabels.h"
#include "model/series/seriesplan.h"
#include "model/textureclassifier.h"

namespace calving
{

//! Whether scenes of a series are read together.
enum class SeriesSmoothing
{
  //! cutSeries() with labels, estimateSeries() without.
  Series,
  //! Each by itself: estimateSingly().
  None
};

//! What to extract from a series of scenes, and how.
struct SeriesRequest
{
  //! How each scene is read and its fronts are traced; its raster, outputs and ocean are left out. The area
  //! is also the box of the series.
  ExtractOptions each;
  SeriesProducts products;
  DrawnLabels labels;
  //! What the model remembers of its glacier, for days without labels.
  std::optional<GlacierMemory> memory;
  SeriesSmoothing smoothing = SeriesSmoothing::Series;
  SeriesOptions estimate;
  //! How the errors of fronts are told; empty: they are not.
  std::optional<ErrorCalibration> errors;
  //! Where the zones of each scene go, as NAME_zones.tif; empty: not wanted.
  std::string zonesFolder;
  //! See EvidenceFolder; empty: nothing is remembered.
  std::string evidenceFolder;
  //! Processes that share the scenes, and which of them this is, from 1; 0: it does all, fronts as well.
  int parts = 1;
  int part = 0;
  //! An existing folder for intermediate files. They are removed again.
  std::string temporaryFolder;
};

//! The fronts of one scene of a series.
struct SeriesFronts
{
  SceneFacts facts;
  //! Where its coordinate reference system comes from: "raster", "layer", "parameter"; empty: there is none.
  std::string crsSource;
  //! What its pixel values were taken for.
  std::string values;
  TracedFronts fronts;
  //! For each front, the mean distance in metres to the fronts that the scene alone shows; not-a-number where
  //! it shows none.
  std::vector<double> singleMetres;
  //! How far all of them together may lie from the true fronts, with labels.
  std::optional<FrontError> error;
  //! What a reader of the fronts should know: a sentence; may be empty.
  std::string remark;
};

/**
 * The fronts of a series, and rasters of zones that wait beside their targets.
 *
 * Nothing is in its place before commit(): write the lines first, then commit the rasters.
 */
struct ExtractedSeries
{
  SeriesGrid grid;
  //! In the order of the dates.
  std::vector<SeriesFronts> scenes;
  std::vector<UnusedScene> leftOut;
  //! Scenes that were not read because the user wanted to stop.
  int notRead = 0;
  //! Scenes whose evidence is known now, with a part of the series alone.
  int read = 0;
  //! Spent on products.
  double productSeconds = 0;
  double networkSeconds = 0;
  double estimateSeconds = 0;

  //! Moves the rasters to their places. Throws Error if one cannot be finished.
  void commit();

  std::vector<RasterWriter> pendingRasters;
};

/**
 * From scenes to the fronts of all their dates: each goes through the network as in extractFronts(), and is
 * then brought to the box of the series; all of them are estimated together and traced. Products have no say
 * in the box; each becomes a map of it (ProductMap) when its turn comes, one at a time.
 *
 * A scene that does not reach the box, or cannot be read to its end, is left out with a warning. Cancelled
 * while scenes are read, those that are done are estimated (notRead tells how many are not); before the first
 * or later, Cancelled is thrown. Scenes that the evidence folder remembers need no network, and those that
 * are not in \a plan are added; those that it says could not be read are not tried again. Throws Error for
 * all that is wrong with the whole: model, area, labels, disk. Nothing is left behind then, but for what the
 * evidence folder has learnt. \a classifier: for cutSeries(); null: estimateSeries() with labels, too.
 *
 * Of SeriesRequest::parts processes each takes every so many-th scene of the plan through the network into
 * the evidence folder, and that is all: no scene is estimated. Once all are done, the whole series, asked for
 * without a part, needs no network and gives what one process gives.
 */
ExtractedSeries extractSeries( const SeriesPlan &plan, Segmenter &segmenter, TextureClassifier *classifier,
                               const SeriesRequest &request, const Feedback &feedback );

} // namespace calving
