#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/geometry/zonepolygons.h"
#include "model/scene/preparedscene.h"
#include "model/train/data/scenesource.h"

namespace calving
{

/**
 * Georeferenced rasters whose zones are polygons, or rasters of their own.
 *
 * Rasters are prepared as extraction prepares a scene (prepareScene()): scenes here are what the network
 * sees, with the pixel size that it wants. Up to 1 GiB of them are kept in memory once read; more are read
 * window by window. Zones are rasterised as they are asked for; pixels outside all polygons are not
 * available; where polygons overlap, the later one counts. A raster of zones, named as its scene with or
 * without _zones, counts before polygons, and is taken at the nearest pixel. Fronts follow from the zones.
 * Date and glacier come from metadata and names (see sceneFacts()); a raster that tells no glacier has one of
 * its own.
 */
class PolygonScenes : public SceneSource
{
public:
  /**
   * \a input is asked of all rasters alike; a pixel size of 0 becomes the median of theirs. Says in the log,
   * name by name, what prepareScene() says, and warns of what checkLabels() finds. Throws Error, naming the
   * raster, where it cannot be read or prepared, is not georeferenced, shares its name with another, or where
   * no zone lies on it, and where a polygon cannot be brought to it (see PolygonPlacer) or the codes of \a
   * zoneRasters fit no coding; Cancelled.
   */
  PolygonScenes( const std::vector<RasterInput> &rasters, const ZonePolygons &zones,
                 const SceneInput &input = {}, const Feedback &feedback = {},
                 const std::vector<RasterInput> &zoneRasters = {} );
  ~PolygonScenes() override;

  int count() const override;
  const SceneInfo &info( int scene ) const override;
  //! Where the scene lies, as the network sees it.
  const RasterGrid &grid( int scene ) const;
  std::vector<std::uint8_t> readGrey( int scene, const Window &window ) override;
  std::vector<std::uint8_t> readZones( int scene, const Window &window ) override;
  //! Never called: info().hasFront is false.
  std::vector<std::uint8_t> readFront( int scene ) override;
  std::unique_ptr<SceneSource> clone() const override;
  double networkPixelMetres() const override { return mPixelMetres; }
  int band() const override { return mBand; }
  std::string valueScaling() const override { return mValueScaling; }

private:
  struct Scene;
  using Scenes = std::vector<std::shared_ptr<const Scene>>;
  PolygonScenes( const PolygonScenes &other );

  std::shared_ptr<const Scenes> mScenes;
  double mPixelMetres = 0;
  int mBand = 1;
  std::string mValueScaling;
  bool mKeep = true;
  //! Opened when first needed, one for each scene.
  std::vector<std::unique_ptr<class RasterReader>> mReaders;
  class RasterReader &reader( int scene );
};

} // namespace calving
