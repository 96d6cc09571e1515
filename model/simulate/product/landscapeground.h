#pragma once

#include "model/simulate/product/radarground.h"
#include "model/simulate/simulatedglacier.h"
#include "model/simulate/surfacebackscatter.h"

namespace calving
{

/**
 * A simulated landscape on the first date of its options, as simulateScene() shows it, and what lies beyond
 * it.
 *
 * Heights above the sea are taken as heights above the ellipsoid.
 */
class LandscapeGround : public RadarGround
{
public:
  /**
   * \a firstColumn and \a firstRow: the pixel of the scene's grid at which \a grid begins.
   * Keeps a reference to \a glacier.
   */
  LandscapeGround( const SimulatedGlacier &glacier, const RasterGrid &grid, int firstColumn, int firstRow );

  const RasterGrid &grid() const override { return mGrid; }
  std::vector<GroundCell> cells( const Window &window ) const override;
  double highest() const override { return mGlacier.landscape().highest(); }

private:
  const SimulatedGlacier &mGlacier;
  RasterGrid mGrid;
  int mFirstColumn;
  int mFirstRow;
  Surface mSurface;
  SurfaceBackscatter mBackscatter;
};

} // namespace calving
