#pragma once

#include <memory>
#include <vector>

#include "model/geometry/maptransform.h"
#include "model/raster/raster.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/terrain/groundgrid.h"

namespace calving
{

/**
 * When and how far away the radar sees the pixels of a map grid, for threads to share.
 *
 * Time and range are smooth in the map coordinates and in the height: see HeightLattice. Against the
 * equations solved at each pixel this is exact to 2 cm in range and 1 microsecond in time, for heights from
 * -2000 m to 10000 m; the tests hold it to 0.02 pixels.
 */
class MapGeometry
{
public:
  MapGeometry( std::shared_ptr<const RadarGeometry> radar, const RasterGrid &grid );

  const RadarGeometry &radar() const { return *mRadar; }
  const RasterGrid &grid() const { return mGrid; }
  const GroundGrid &ground() const { return mGround; }

  //! What the radar sees at the pixels of \a window of the grid, row by row, whose heights (m above the
  //! ellipsoid) are \a heights. NaN where the map has no such place.
  std::vector<ZeroDoppler> seen( const Window &window, const float *heights ) const;
  //! Where the picture shows them.
  std::vector<RadarPosition> positions( const Window &window, const float *heights ) const;

private:
  std::shared_ptr<const RadarGeometry> mRadar;
  RasterGrid mGrid;
  GroundGrid mGround;
  MapTransform mToDegrees;
};

} // namespace calving
