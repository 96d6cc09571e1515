#pragma once

#include <array>
#include <memory>
#include <vector>

#include "model/sar/geometry/geoid.h"
#include "model/sar/stream/readerpool.h"
#include "model/sar/terrain/terrain.h"

namespace calving
{

//! A terrain model as its file has it, for threads to share.
class DemRaster
{
public:
  //! Throws Error if the file cannot be read or has no coordinate reference system or transform, or if there
  //! is no geoid grid.
  explicit DemRaster( const TerrainOptions &options );

  const RasterGrid &grid() const { return mGrid; }
  //! Columns around the Earth; 0 if the coordinates are not degrees.
  double turn() const { return mTurn; }

  /**
   * Means of \a factor x \a factor pixels; NaN where there are none with data.
   *
   * \a cells counts in such cells. REQUIRES: they begin inside the raster.
   */
  std::vector<float> averaged( const Window &cells, int factor ) const;

  //! Metres that lift the file's heights to the ellipsoid, at longitude and latitude (degrees).
  double lift( double longitude, double latitude ) const;
  //! Height of the sea there in the file's datum.
  double sea( double longitude, double latitude ) const;

private:
  RasterGrid mGrid;
  mutable ReaderPool mPool;
  std::shared_ptr<std::atomic<double>> mRuledOut;
  double mTurn = 0;
  bool mAboveSea;
  std::shared_ptr<const Geoid> mGeoid;
};

} // namespace calving
