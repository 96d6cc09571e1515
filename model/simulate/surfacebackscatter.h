#pragma once

#include <cstdint>

#include "model/simulate/gradientnoise.h"
#include "model/simulate/radarview.h"
#include "model/simulate/seaice.h"
#include "model/simulate/season.h"
#include "model/simulate/surface.h"

namespace calving
{

//! A place of the ground as the radar meets it.
struct RadarTarget
{
  SurfacePoint point;
  //! Map position in metres from the landscape's origin.
  double x = 0;
  double y = 0;
  //! Metres of height per metre towards the right and the top of the map.
  float slopeX = 0;
  float slopeY = 0;
};

//! sigma0 of a zone falls as this power of the local incidence angle's cosine.
float fallOf( Zone zone );

/**
 * Backscatter of rock, ice, snow and sea at C band, co-polarised, without speckle.
 *
 * Class means follow published ranges (Ulaby and Dobson, Handbook of Radar Scattering Statistics, 1989, for
 * snow, rock and sea; wet snow 6 to 10 dB below dry snow: Nagler and Rott, IEEE TGRS 38, 2000).
 */
class SurfaceBackscatter
{
public:
  struct Options
  {
    std::uint64_t seed = 1;
    int day = 0;
    double pixelSize = 20;
    //! Height of the mountains in metres.
    double relief = 1500;
  };

  SurfaceBackscatter( const Options &options, const Season &season, const RadarView &view );

  //! sigma0 (linear) relative to flat ground, with the brightness that the slope gives it.
  float sigma0( const RadarTarget &target ) const;
  //! sigma0 in dB at the reference incidence angle, without the effect of slopes.
  float reflectivity( const RadarTarget &target ) const;

private:
  float trunkIce( const SurfacePoint &point ) const;
  float snow( const RadarTarget &target ) const;
  float rock( const RadarTarget &target ) const;
  float ocean( const RadarTarget &target ) const;

  Options mOptions;
  Season mSeason;
  RadarView mView;
  SeaIce mSeaIce;
  GradientNoise mFlow;
  GradientNoise mCracks;
  GradientNoise mGround;
  GradientNoise mWaves;
};

} // namespace calving
