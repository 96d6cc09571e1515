#pragma once

#include <memory>

#include "model/sar/geometry/radargeometry.h"
#include "model/simulate/product/simulateproduct.h"
#include "model/simulate/simulatedglacier.h"

namespace calving
{

/**
 * The ground that the options of a product speak of: where it lies, and its cells below a radar.
 */
class ProductGround
{
public:
  //! Throws Error if a given raster cannot be read or the scene's options make no scene.
  explicit ProductGround( const ProductOptions &options );

  //! Longitudes and latitudes (degrees) of the border of what the product is to show.
  std::vector<std::array<double, 2>> outline() const;
  //! Longitude and latitude of the middle of that.
  std::array<double, 2> centre() const;

  //! The ground as far as \a radar sees it. It must not outlive this. Warns as RasterGround does.
  std::shared_ptr<const RadarGround> below( const RadarGeometry &radar, const Feedback &feedback ) const;
  //! The incidence angle for GroundProjection.
  std::optional<double> referenceIncidence() const;

private:
  //! Pixels of the base grid from the first to beyond the last that \a radar sees, \a margin pixels beyond
  //! its sides.
  Window seenBy( const RadarGeometry &radar, int margin ) const;

  ProductOptions mOptions;
  //! Only where no ground is given.
  std::optional<SimulatedGlacier> mGlacier;
  //! The grid that cells lie on; it may go on beyond its borders.
  RasterGrid mBase;
  double mHighest = 0;
};

} // namespace calving
