#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/dataset/builddataset.h"
#include "model/dataset/datasetmanifest.h"
#include "model/dataset/opticalimage.h"
#include "model/dataset/radarraster.h"

namespace calving
{

//! A glacier of a data set, and what shows it.
struct GlacierPlan
{
  const GlacierArea *area = nullptr;
  std::string token;
  //! Numbers of the rasters and images that overlap it; rasters that the data set has already are not among
  //! them.
  std::vector<int> radar;
  std::vector<int> optical;
  //! The optical image that the data set has already; empty where it has none.
  std::string existingOptical;
  //! The grid and the area on it. Known once there is a raster or an optical image.
  RasterGrid grid;
  PlacedArea placed;
};

//! What goes into a data set.
struct DatasetPlan
{
  std::vector<RadarRaster> radar;
  std::vector<OpticalImage> optical;
  //! Glaciers that have scenes, old or new, and may have an optical image.
  std::vector<GlacierPlan> glaciers;
  //! By name, of these glaciers and of all that the data set has: the number of the group of those whose
  //! grids overlap.
  std::map<std::string, int> groups;
  std::vector<std::string> problems;
};

//! Path of the optical image of a glacier in the data set \a folder; empty where there is none.
std::string opticalOf( const std::string &folder, const std::string &token );

/**
 * Opens everything once and finds out what overlaps what; \a rows are the scenes that the data set has.
 *
 * Adds a sentence to the problems for every raster, image and glacier that cannot be used. Throws Error where
 * two rasters have one name or two glaciers would share their files; Cancelled.
 */
DatasetPlan planDataset( const BuildDatasetOptions &options, const std::vector<DatasetRow> &rows,
                         const Feedback &feedback );

} // namespace calving
