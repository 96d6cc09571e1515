#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/evaluate/frontgeometry.h"
#include "model/evaluate/metrics.h"
#include "model/evaluate/zonescores.h"
#include "model/scene/scenename.h"
#include "model/scene/zonesurvey.h"

namespace calving
{

//! What is to be compared for one scene.
struct ScenePair
{
  std::string name;
  SceneFacts facts;
  FrontGeometry predicted;
  FrontGeometry reference;
  //! Of the pixels of rasters. Not set: from the transform, else from the resolution in facts.
  std::optional<PixelSize> pixel;
  //! Rasters of zones; empty where there are none.
  RasterInput predictedZones;
  RasterInput referenceZones;
  //! What their codes mean, as their data sets tell; null: as each raster alone does.
  std::shared_ptr<const ZoneTables> predictedCodes;
  std::shared_ptr<const ZoneTables> referenceCodes;
};

//! From a point of one front to the nearest of the other, in the coordinates of SceneEvaluation::crs.
struct ErrorSegment
{
  Point from;
  Point to;
  double metres;
  bool ofPredicted;
};

//! The result for one scene.
struct SceneEvaluation
{
  std::string name;
  SceneFacts facts;
  //! "winter", "summer" or empty. CaFFe: in the north (Columbia, Jakobshavn) winter is September to March, in
  //! the south April to August; other glaciers by their latitude.
  std::string season;
  //! The sensor as CaFFe groups it: TSX and TDX together, S1 for all units of Sentinel-1.
  std::string sensorGroup;
  //! Nominal, in metres; 0 where unknown.
  double resolution = 0;
  //! Whether pixels were taken to be as large as the scene's name says, because nothing else says it.
  bool pixelsAreNominal = false;
  FrontDistances distances;
  std::optional<ZoneScores> zones;
  std::vector<ErrorSegment> errors;
  //! Well-known text; empty for rasters that lie nowhere, whose coordinates are then column and minus row.
  std::string crs;
  //! That of the reference fronts.
  std::string referenceCrs;
};

/**
 * Compares the fronts, and the zones where both are given, of one scene.
 *
 * Two rasters of equal size are compared pixel by pixel, unless they lie elsewhere or their map is stretched
 * (isStretched()) and \a scene states no pixel size: each front pixel to the nearest of the other. Anything
 * else is compared on a plane in metres: lines by points every \a stepMetres along them, each to the nearest
 * point of the other's lines, pixels by their centres. There each sample counts by the metres of front that
 * it stands for: of a line half the way to either neighbour, of pixels their mean spacing (pixelSpacing()). A
 * raster without a coordinate reference system has that of the other if both have the same pixels in numbers.
 * Throws Error where sizes differ, only one of two rasters is georeferenced, zones lie elsewhere, or pixel
 * size or coordinate reference system is unknown.
 */
SceneEvaluation evaluateScene( ScenePair scene, double stepMetres );

} // namespace calving
