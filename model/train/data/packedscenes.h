#pragma once

#include <string>

#include "model/feedback.h"
#include "model/train/data/scenesource.h"

namespace calving
{

/**
 * Labelled scenes in one .safetensors file, held in memory: what a machine without GDAL trains on.
 *
 * As PackedImages tells; besides, "zones.N" (classes 0..3) and, where there is one, "front.N" (0 or 1), each
 * U8 [height, width]. The metadata "scenes" has the sensor, too; "preparation" is a JSON object of
 * network_pixel_m, band and value_scaling as SceneSource has them, which older files lack.
 */
class PackedScenes : public SceneSource
{
public:
  //! Throws Error if \a path is missing, damaged or holds no scenes.
  explicit PackedScenes( const std::string &path );

  int count() const override;
  const SceneInfo &info( int scene ) const override;
  std::vector<std::uint8_t> readGrey( int scene, const Window &window ) override;
  std::vector<std::uint8_t> readZones( int scene, const Window &window ) override;
  std::vector<std::uint8_t> readFront( int scene ) override;
  double networkPixelMetres() const override { return mPixelMetres; }
  int band() const override { return mBand; }
  std::string valueScaling() const override { return mValueScaling; }
  //! Shares the pixels.
  std::unique_ptr<SceneSource> clone() const override;

private:
  std::shared_ptr<const struct PackedImages> mImages;
  double mPixelMetres = 0;
  int mBand = 1;
  std::string mValueScaling;
};

//! Writes all scenes of \a source to \a path, whole or not at all. Throws Cancelled between scenes.
void packScenes( SceneSource &source, const std::string &path, const Feedback &feedback = {} );

} // namespace calving
