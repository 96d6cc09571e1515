#pragma once

#include <cstdint>
#include <vector>

#include "model/simulate/radarview.h"
#include "model/simulate/speckle.h"
#include "model/simulate/surfacebackscatter.h"
#include "model/simulate/surfacestrip.h"

namespace calving
{

//! What a radar sees of a glacier on one day: backscatter, speckle, noise and shadow.
class RadarScene
{
public:
  //! \a index: number of the scene; tells its day and look direction. Keeps a reference to \a glacier.
  RadarScene( const SimulatedGlacier &glacier, int index );

  //! The rays whose shadows a strip for this scene must know.
  RayDirection rays() const;
  const RadarView &view() const { return mView; }

  //! Depth of the radar shadow in metres (see ShadowCaster), of the strip and one pixel around it.
  Field<float> shadows( const SurfaceStrip &strip ) const;
  //! Zones of the strip and one pixel around it; NotAvailable in radar shadow deeper than an ice cliff.
  Field<Zone> zones( const SurfaceStrip &strip, const Field<float> &shadows ) const;
  //! Whether that shadow lies on the sea at a place in metres: zones() for single places instead of strips.
  bool hidesSeaAt( const Surface &surface, double x, double y ) const;
  /**
   * Pixels of the strip in the options' unit (Byte: 0 to 255, whole numbers), row by row.
   *
   * Backscatter times speckle, plus noise that has speckle of its own. Shadow returns noise alone.
   */
  std::vector<float> pixels( const SurfaceStrip &strip, const Field<float> &shadows ) const;

private:
  float measured( const SurfaceStrip &strip, float shadow, int column, int row ) const;
  float inUnit( float sigma0 ) const;
  double shadowDepth() const;

  const SimulatedGlacier &mGlacier;
  RadarView mView;
  SurfaceBackscatter mBackscatter;
  Speckle mSpeckle;
  Speckle mNoise;
  float mNoiseFloor;
};

//! Radar backscatter in 8 bits: \a dbMin becomes 0, \a dbMax 255.
std::uint8_t byteOfDecibel( float decibel, double dbMin, double dbMax );

} // namespace calving
