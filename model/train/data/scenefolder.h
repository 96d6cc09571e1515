#pragma once

#include <string>

#include "model/base/parameter.h"
#include "model/feedback.h"
#include "model/train/data/scenesource.h"

namespace calving
{

//! Which scenes of a folder to use.
struct SceneFolderOptions
{
  //! Sub-folder of `sar_images`, `zones` and `fronts` ("train", "test"), where there are such; "all": every
  //! one.
  std::string subset = "train";
  //! Folders up to this size in bytes are kept in memory once read; larger ones are read window by window
  //! each time.
  std::size_t keepBytes = std::size_t( 1 ) << 30;
};

//! SUBSET.
Parameter subsetParameter( SceneFolderOptions &options );

/**
 * A folder as CaFFe lays it out: `sar_images` or `sar`, `zones`, `fronts` (optional), `manifest.csv`
 * (optional).
 *
 * The zones of NAME.png are NAME_zones.png (also NAME_zones_NA.png or NAME.png), its front NAME_front.png;
 * .tif as well. Glacier, date, sensor and pixel size come from the manifest, else from the raster, else from
 * the name.
 */
class SceneFolder : public SceneSource
{
public:
  /**
   * Opens every file once and compares the sizes, and reads all zones to decide what their codes mean
   * (ZoneSurvey), which it warns of where that is in doubt. Throws Error, naming the scene, for a missing or
   * unreadable file, sizes that differ, grey values that are not 8 bit, an unknown pixel size, or codes that
   * fit no coding; Cancelled.
   */
  explicit SceneFolder( const std::string &path, const SceneFolderOptions &options = {},
                        const Feedback &feedback = {} );

  //! Whether any of the zones is ocean: without, nothing can be learned of fronts.
  bool hasOcean() const;

  int count() const override;
  const SceneInfo &info( int scene ) const override;
  std::vector<std::uint8_t> readGrey( int scene, const Window &window ) override;
  std::vector<std::uint8_t> readZones( int scene, const Window &window ) override;
  std::vector<std::uint8_t> readFront( int scene ) override;
  std::unique_ptr<SceneSource> clone() const override;

private:
  struct Scenes;
  std::shared_ptr<Scenes> mScenes;
};

} // namespace calving
