#pragma once

#include <memory>
#include <optional>
#include <string>

#include "model/geometry/maptransform.h"
#include "model/sar/terrain/terrain.h"
#include "model/scene/zonecoding.h"
#include "model/simulate/product/radarground.h"

namespace calving
{

//! A ground that others measured or drew.
struct GivenGround
{
  //! Heights; without a terrain model its constant height.
  TerrainOptions terrain;
  //! Raster of zones, in any coding (ZoneSurvey); empty: sigma0Db, or rock above 0.5 m and ocean below.
  RasterInput zones;
  //! The same sigma0 (dB) everywhere, however steeply the radar looks at flat ground.
  std::optional<double> sigma0Db;

  bool isGiven() const { return !terrain.dem.isEmpty() || !zones.isEmpty() || sigma0Db; }
};

/**
 * A given ground on \a grid; beyond the rasters is the sea.
 *
 * Zones scatter as cellOf() says; a constant sigma0 as a surface whose gamma0 does not depend on its slope.
 */
class RasterGround : public RadarGround
{
public:
  //! Warns of what is in doubt about the zones. Throws Error if a raster cannot be read or has no coordinate
  //! reference system; Cancelled.
  RasterGround( const GivenGround &given, const RasterGrid &grid, double highest, const Feedback &feedback );

  const RasterGrid &grid() const override { return mGrid; }
  std::vector<GroundCell> cells( const Window &window ) const override;
  double highest() const override { return mHighest; }

private:
  //! Zones of the cells of \a window as codes; 0 beyond the raster.
  std::vector<std::uint8_t> zones( const Window &window ) const;

  GivenGround mGiven;
  RasterGrid mGrid;
  double mHighest;
  std::shared_ptr<const BlockSource> mHeights;
  std::optional<RasterGrid> mZonesGrid;
  ZoneTable mTable{};
  std::unique_ptr<MapTransform> mToZones;
};

} // namespace calving
