#pragma once

#include <string>
#include <vector>

#include "model/dataset/datasetsplit.h"
#include "model/dataset/glacierarea.h"
#include "model/feedback.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! What a data set is made of, and how.
struct BuildDatasetOptions
{
  //! Where it lies; what is there already is kept and added to.
  std::string folder;
  //! Preprocessed SAR rasters.
  std::vector<RasterInput> radar;
  //! Sentinel-2 images (see openOpticalImage()).
  std::vector<RasterInput> optical;
  //! One for each name.
  std::vector<GlacierArea> areas;
  //! Side of a pixel in metres; 0: that of the glacier's first SAR raster.
  double resolution = 0;
  //! Largest share of a glacier's area that clouds may cover in its optical image.
  double mostCloud = 0.2;
  //! Least share of a glacier's area that a scene or an optical image must show.
  double leastCoverage = 0.5;
  //! Scenes further in time from the optical image are left out; 0: none is.
  int mostDays = 0;
  ValueOptions values;
  DatasetSplitOptions split;
};

struct BuildDatasetResult
{
  int glaciers = 0;
  //! Scenes in the data set, and those of them that this run added.
  int scenes = 0;
  int added = 0;
  int validating = 0;
  //! Sentences on what was left out.
  std::vector<std::string> problems;
};

/**
 * Builds, or adds to, a data set for pre-training in the layout of SSL4SAR (see datasetlayout.h), with
 * manifest.csv, split.csv and quicklook.html.
 *
 * Of several optical images of a glacier the one with the least cloud is taken. What cannot be used is left
 * out with a warning. Files that exist are never touched, except the manifest and the quick-look, which grow,
 * and scenes that a killed run did not list, which are made again; a scene, known by its file's name, that is
 * there already stays where the split has put it. Every file appears whole or not at all, so a run that was
 * stopped can be started again.
 *
 * Throws Error if nothing at all can be used, saying why, or if the split is impossible; Cancelled.
 */
BuildDatasetResult buildDataset( const BuildDatasetOptions &options, const Feedback &feedback );

} // namespace calving
