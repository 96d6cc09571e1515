#pragma once

#include <vector>

#include "model/base/parallelrows.h"
#include "model/raster/raster.h"

namespace calving
{

//! What a radar meets in one cell of a map grid.
struct GroundCell
{
  //! Metres above the ellipsoid.
  float height = 0;
  //! Co-polarised sigma0 (linear) of flat ground at the reference incidence angle.
  float sigma0 = 0;
  //! Co-polarised sigma0 divided by cross-polarised.
  float crossRatio = 1;
  //! sigma0 falls as this power of the local incidence angle's cosine.
  float exponent = 1;
};

/**
 * The ground below a radar, on a map grid that reaches as far as the radar sees.
 *
 * Threads may share it.
 */
class RadarGround
{
public:
  virtual ~RadarGround() = default;

  virtual const RasterGrid &grid() const = 0;
  //! The cells of \a window, row by row. REQUIRES: the window lies inside the grid.
  virtual std::vector<GroundCell> cells( const Window &window ) const = 0;
  //! No cell is higher.
  virtual double highest() const = 0;
};

} // namespace calving
