#pragma once

#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/sar/stream/blocksource.h"
#include "model/sar/terrain/groundgrid.h"

namespace calving
{

//! What the heights of a terrain model refer to.
enum class VerticalDatum
{
  Ellipsoid, //!< WGS 84
  Egm96,
  Egm2008
};

//! Where heights of the ground come from.
struct TerrainOptions
{
  //! Terrain model, any raster that GDAL reads; empty: the constant \a height.
  RasterInput dem;
  VerticalDatum datum = VerticalDatum::Ellipsoid;
  //! Grid of the geoid; empty: the one of \a datum that PROJ has.
  std::string geoidFile;
  //! Metres above the ellipsoid.
  double height = 0;
  //! A height that was met and that there is not (see RasterContent::Heights), as stored; else not-a-number.
  //! Copies share it.
  std::shared_ptr<std::atomic<double>> ruledOut =
      std::make_shared<std::atomic<double>>( std::numeric_limits<double>::quiet_NaN() );
};

/**
 * Says in the log between which heights the terrain model lies, by a sample, and in which unit they were read
 * where it is not the metre; warns where none is above 0 m. Throws Error where it holds no height at all, and
 * as RasterReader does; Cancelled.
 */
void informOfHeights( const TerrainOptions &options, const Feedback &feedback );
//! Warns where heights were met that there are not, and what became of them.
void warnOfHeights( const TerrainOptions &options, const Feedback &feedback );

/**
 * Heights (m above the ellipsoid of WGS 84) at the pixels of \a grid.
 *
 * A terrain model is interpolated bilinearly, after averaging where its pixels are less than half as large as
 * the grid's. Where it has no data, or ends, the sea is: the height is that of the geoid, and never "no
 * data". Throws Error if the terrain model cannot be read or has no coordinate reference system, or if there
 * is no geoid grid.
 */
std::shared_ptr<const BlockSource> terrainHeights( const TerrainOptions &options, const GroundGrid &grid );

//! What is known of the ground at some places.
struct TerrainSurvey
{
  //! Metres above the ellipsoid.
  double lowest = 0;
  double highest = 0;
  //! Share of the places where the terrain model has a height, from 0 to 1.
  double covered = 1;
};

//! The datum as sentences name it: "the ellipsoid", "EGM96", "EGM2008".
const char *nameOf( VerticalDatum datum );

//! A warning where the terrain model's own coordinate reference system names another vertical datum than \a
//! options do; empty where it agrees or names none.
std::string datumContradiction( const TerrainOptions &options );

//! Looks at \a places (longitude, latitude; degrees), pixel by pixel. Throws like terrainHeights().
TerrainSurvey surveyTerrain( const TerrainOptions &options,
                             const std::vector<std::array<double, 2>> &places );

} // namespace calving
