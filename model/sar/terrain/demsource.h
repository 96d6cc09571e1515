#pragma once

#include "model/geometry/maptransform.h"
#include "model/sar/terrain/demraster.h"
#include "model/sar/terrain/lattice.h"

namespace calving
{

//! The heights of a terrain model on a grid: see terrainHeights().
class DemSource : public BlockSource
{
public:
  DemSource( std::shared_ptr<const DemRaster> dem, const GroundGrid &grid );

  using BlockSource::read;
  int width() const override { return mGrid.width; }
  int height() const override { return mGrid.height; }
  void read( const Window &window, float *values ) const override;

private:
  //! Where pixels of the window lie in the terrain model (cells; the centre of the first is 0), the height of
  //! the sea there, and what lifts heights to the ellipsoid.
  struct Places
  {
    std::vector<double> column;
    std::vector<double> row;
    std::vector<double> sea;
    std::vector<double> lift;
  };

  std::vector<double> nodes( std::vector<double> x, std::vector<double> y ) const;
  Places places( const Window &window ) const;
  void sample( const Places &places, double turns, float *values ) const;
  bool hasCell( double column, double row ) const;

  std::shared_ptr<const DemRaster> mDem;
  GroundGrid mGrid;
  MapTransform mToDem;
  MapTransform mToDegrees;
  //! Pixels of the terrain model a side that make one cell.
  int mFactor = 1;
  //! Cells, and cells around the Earth (0 if not geographic).
  int mColumns = 0;
  int mRows = 0;
  double mTurn = 0;
};

} // namespace calving
