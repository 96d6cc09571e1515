#pragma once

#include <functional>
#include <vector>

#include "model/geometry/maptransform.h"
#include "model/sar/geometry/ellipsoid.h"
#include "model/sar/terrain/lattice.h"

namespace calving
{

/**
 * Smooth functions of place and height over a grid: a Lattice in the place, a parabola in the height.
 *
 * Times and ranges are exact to a microsecond and 2 cm for heights from -2000 m to 10000 m.
 */
class HeightLattice
{
public:
  //! Appends the values of the functions at \a place to \a values.
  using Functions = std::function<void( const Geodetic &place, std::vector<double> &values )>;

  //! For \a window of \a grid, whose places \a toDegrees turns into longitude and latitude; \a count
  //! functions.
  HeightLattice( const GroundGrid &grid, const MapTransform &toDegrees, const Window &window, int count,
                 const Functions &functions );

  /**
   * Writes the functions, one after the other, each of the window's width, at the row \a y of the window
   * (from 0) and the heights \a heights (m above the ellipsoid) to \a values. NaN where there is no place.
   */
  void row( int y, const float *heights, double *values ) const;

private:
  std::size_t mWidth;
  int mCount;
  Lattice mLattice;
};

} // namespace calving
