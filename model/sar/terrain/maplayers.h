#pragma once

#include <string>
#include <vector>

#include "model/raster/cogwriter.h"
#include "model/sar/terrain/mapgeometry.h"
#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! The pieces of one terrain correction.
struct MapJob
{
  SarPicture picture;
  TerrainCorrectionOptions options;
  TerrainSurvey survey;
  std::shared_ptr<const MapGeometry> geometry;
  std::shared_ptr<const BlockSource> heights;
  //! Not 0 in the area of interest; null: everywhere.
  std::shared_ptr<const BlockSource> inside;
};

//! One output: what is written where.
struct MapLayer
{
  std::shared_ptr<const BlockSource> source;
  std::string path;
  CogFormat format;
};

//! What \a job writes to \a outputs. Throws Error if the decibel window is empty.
std::vector<MapLayer> mapLayers( const MapJob &job, const TerrainCorrectionOutputs &outputs );

} // namespace calving
