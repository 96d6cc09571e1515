#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/simulate/seaice.h"
#include "model/simulate/sun.h"
#include "model/simulate/surfacestrip.h"

namespace calving
{

//! Spectral bands, water vapour and scene classification.
constexpr int opticalBands = 14;

//! Names of the bands in the order of the SSL4SAR targets: B1 to B8, B8A, B9, B11, B12, WVP, SCL.
const std::vector<std::string> &opticalBandNames();

//! Surface reflectance of the twelve spectral bands, 0 to 1.
using Spectrum = std::array<float, 12>;

/**
 * What Sentinel-2 sees of a glacier on one day without clouds, as a Level-2A product.
 */
class OpticalScene
{
public:
  //! \a index: number of the scene. Keeps a reference to \a glacier.
  OpticalScene( const SimulatedGlacier &glacier, int index );

  RayDirection rays() const { return mSun.rays(); }
  const SunPosition &sun() const { return mSun; }

  /**
   * The strip's 14 bands, each row by row: reflectance times 10000 (no offset), water vapour in 0.001 cm, and
   * the classes of the Level-2A scene classification (2 shadow, 4 vegetation, 5 bare ground, 6 water, 11 snow
   * or ice).
   */
  std::array<std::vector<float>, opticalBands> pixels( const SurfaceStrip &strip ) const;

private:
  struct Ground
  {
    Spectrum reflectance{};
    float sceneClass = 0;
  };

  Ground groundAt( const SurfacePoint &point, double x, double y ) const;
  Ground ice( const SurfacePoint &point, double x, double y ) const;
  Ground rock( const SurfacePoint &point, double x, double y ) const;
  Ground ocean( const SurfacePoint &point, double x, double y ) const;
  std::array<float, opticalBands> pixel( const SurfaceStrip &strip, const ShadowCaster &caster, int column,
                                         int row ) const;

  const SimulatedGlacier &mGlacier;
  Season mSeason;
  SunPosition mSun;
  SeaIce mSeaIce;
  GradientNoise mPatches;
};

} // namespace calving
