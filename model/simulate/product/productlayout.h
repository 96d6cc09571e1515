#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "model/raster/raster.h"
#include "model/sar/geometry/radarframe.h"
#include "model/sar/product/annotation.h"
#include "model/simulate/product/producttype.h"

namespace calving
{

//! What a simulated product shows, and how.
struct LayoutWish
{
  ProductType type;
  //! Longitudes and latitudes (degrees) of points that the product must show; at least one.
  std::vector<std::array<double, 2>> outline;
  //! Middle of the scene, degrees.
  std::array<double, 2> centre{};
  //! Degrees at the centre.
  double incidence = 38;
  bool ascending = true;
  //! Days since 1 January 2000.
  int day = 7305;
  //! Samples and lines; 0: as many as the outline needs.
  int samples = 0;
  int lines = 0;
};

/**
 * The annotation of a product as wished, but for the polarisation: orbit, timing, ground range, geolocation
 * grid.
 *
 * The satellite passes at 6 or 18 o'clock local mean solar time as the real ones do. Throws Error if no orbit
 * sees the place so, or the product would be too large.
 */
Annotation layoutOf( const LayoutWish &wish );

} // namespace calving
