#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "model/extract/extractfronts.h"
#include "model/series/evidence/seriesgrid.h"

namespace calving
{

//! Traces the fronts of one date after the other on the grid of a series.
class SceneTracer
{
public:
  //! \a each tells how, and the area; rasters that nobody keeps lie in \a temporaryFolder. All must outlive
  //! the object. Throws Error as AreaMask does.
  SceneTracer( const SeriesGrid &grid, const ExtractOptions &each, const std::string &temporaryFolder );

  //! The fronts of \a zones (enum Zone) and their \a confidence, 0 to 255. Throws Error where the disk has no
  //! room; Cancelled.
  TracedFronts trace( const std::uint8_t *zones, const std::uint8_t *confidence,
                      const Feedback &feedback ) const;

  //! \a zones as a raster at \a path that waits for its commit(). Throws Error if it cannot be written.
  RasterWriter zonesRaster( const std::string &path, const std::uint8_t *zones,
                            const std::map<std::string, std::string> &metadata ) const;

private:
  std::string bytesRaster( RasterWriter &writer, const std::uint8_t *bytes ) const;

  const SeriesGrid &mGrid;
  const ExtractOptions &mEach;
  std::string mTemporaryFolder;
  std::optional<AreaMask> mArea;
};

} // namespace calving
