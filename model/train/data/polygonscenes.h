#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/geometry/drawnpolygons.h"
#include "model/train/data/scenesource.h"

namespace calving
{

//! A polygon that someone digitised, and the class (see Zone) of what lies in it.
struct ZonePolygon
{
  std::uint8_t zone = 0;
  //! Name of the one raster (file name without extension) it belongs to; empty: every raster it lies on.
  std::string scene;
  WellKnownBinary shape;
};

//! Polygons and their coordinate reference system as WKT.
struct ZonePolygons
{
  std::vector<ZonePolygon> polygons;
  std::string crs;
};

/**
 * Georeferenced rasters whose zones are polygons.
 *
 * Windows of both are read and rasterised as they are asked for. Pixels outside all polygons are not
 * available; where polygons overlap, the later one counts. 8-bit rasters are taken as they are, others scaled
 * as extractfronts does. Fronts follow from the zones. Date and glacier come from the file name (see
 * sceneOfDataSet()).
 */
class PolygonScenes : public SceneSource
{
public:
  /**
   * Throws Error, naming the raster, where it cannot be read, is not georeferenced, shares its name with
   * another, or where no polygon lies on it; naming the class, where a polygon cannot be brought to it (see
   * PolygonPlacer).
   */
  PolygonScenes( const std::vector<RasterInput> &rasters, const ZonePolygons &zones );
  ~PolygonScenes() override;

  int count() const override;
  const SceneInfo &info( int scene ) const override;
  std::vector<std::uint8_t> readGrey( int scene, const Window &window ) override;
  std::vector<std::uint8_t> readZones( int scene, const Window &window ) override;
  //! Never called: info().hasFront is false.
  std::vector<std::uint8_t> readFront( int scene ) override;
  std::unique_ptr<SceneSource> clone() const override;

private:
  struct Scene;
  using Scenes = std::vector<std::shared_ptr<const Scene>>;
  explicit PolygonScenes( std::shared_ptr<const Scenes> scenes );

  std::shared_ptr<const Scenes> mScenes;
  //! Opened when first needed, one for each scene.
  std::vector<std::unique_ptr<class RasterReader>> mReaders;
  class RasterReader &reader( int scene );
};

} // namespace calving
