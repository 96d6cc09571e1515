#pragma once

#include <memory>

#include "model/simulate/fronthistory.h"
#include "model/simulate/landscape.h"
#include "model/simulate/placement.h"
#include "model/simulate/sceneoptions.h"
#include "model/simulate/surface.h"

namespace calving
{

/**
 * One glacier of a simulation: its landscape, its fronts and its place on the map.
 */
class SimulatedGlacier
{
public:
  //! Checks \a options (see checkSceneOptions(), placeScene()). Glaciers of different \a number are different
  //! glaciers.
  explicit SimulatedGlacier( const SceneOptions &options, int number = 0 );

  const SceneOptions &options() const { return mOptions; }
  const Placement &placement() const { return mPlacement; }
  const Landscape &landscape() const { return *mLandscape; }
  int number() const { return mNumber; }
  //! Seed of this glacier.
  std::uint64_t seed() const { return mLandscape->options().seed; }
  //! "Fjord1", "Fjord2", ...: the name in file names.
  std::string name() const;

  Surface surfaceOn( int day ) const;
  FrontDrift driftOn( int day ) const { return mFronts->drift( day ); }
  Season seasonOn( int day ) const;

  //! Position in metres from the landscape's origin of the middle of a pixel; fractions are allowed.
  std::array<double, 2> metresOf( double column, double row ) const;
  //! The pixel position, as in RasterGrid::toMap(), of a place in metres.
  std::array<double, 2> pixelOf( double x, double y ) const;

private:
  SceneOptions mOptions;
  Placement mPlacement;
  int mNumber;
  std::unique_ptr<Landscape> mLandscape;
  std::unique_ptr<FrontHistory> mFronts;
};

} // namespace calving
