#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/sar/picture/sarpicture.h"
#include "model/sar/terrain/areashape.h"
#include "model/sar/terrain/outputgrid.h"
#include "model/sar/terrain/sampling.h"
#include "model/sar/terrain/terrain.h"

namespace calving
{

//! How a picture is brought to a map and stored.
struct TerrainCorrectionOptions
{
  TerrainOptions terrain;
  MapOptions map;
  //! Outside it, outputs have no data.
  AreaShape inside;
  Sampling sampling = Sampling::Bilinear;
  //! Pixels of the picture across and along the track that are averaged into one before; not set: as many as
  //! fit into the map's.
  std::optional<std::array<int, 2>> averaging;
  //! Turns beta nought into terrain-flattened gamma nought: see flattening.h.
  bool flatten = false;
  BackscatterUnit unit = BackscatterUnit::Byte;
  DecibelWindow window;
  //! Threads; 0 uses every core. Changes no bit of the result.
  int threads = 0;
};

//! Files to write; empty: not wanted.
struct TerrainCorrectionOutputs
{
  std::string backscatter;
  //! Local incidence angle, degrees.
  std::string incidence;
  //! Visibility, as bytes: see layovershadow.h.
  std::string mask;
};

//! What was written.
struct TerrainCorrectionResult
{
  RasterGrid grid;
  //! Share of the picture for which the terrain model had heights.
  double terrainCovered = 1;
  //! When the scene was taken (ISO 8601, UTC); empty where the metadata do not say.
  std::string dateTime;
};

/**
 * Writes \a picture, in radar geometry, terrain corrected, as Cloud-Optimised GeoTIFFs that carry its
 * metadata and history.
 *
 * Where the map's pixels are at least twice as large as the picture's, the picture is averaged first, so that
 * no pixel goes unused. All outputs appear together at the end or not at all. Memory does not grow with the
 * length of the picture. Throws Error if beta nought is missing that is to be flattened, the terrain model
 * does not cover the scene at all, and as terrainHeights() and outputGrid() do; warns where the sea's height
 * stands in for a terrain model that covers only a part.
 */
TerrainCorrectionResult terrainCorrect( const SarPicture &picture, const TerrainCorrectionOptions &options,
                                        const TerrainCorrectionOutputs &outputs, const Feedback &feedback );

} // namespace calving
