#pragma once

#include "model/simulate/gradientnoise.h"
#include "model/simulate/landscape.h"

namespace calving
{

//! How calving fronts move.
struct FrontMotion
{
  //! Mean retreat in metres per year; negative: advance.
  double retreatRate = 300;
  //! Half the distance between the spring maximum and the autumn minimum, in metres.
  double seasonalAmplitude = 200;
  //! The seasons of the southern hemisphere.
  bool southern = false;
};

/**
 * The calving front of every fjord of a landscape at any time.
 *
 * A front is a fractal line across the fjord. It follows a trend (0 on 1 January 2020), the seasons, and
 * calving events that bite bays which fill again within months. Fronts stay within 0.2 spans of their mean
 * position.
 */
class FrontHistory
{
public:
  FrontHistory( const Landscape &landscape, const FrontMotion &motion );

  //! Metres along fjord \a fjord where the front lies at \a across, on \a day (days since 1 January 2000).
  double position( int fjord, double across, int day ) const;

private:
  //! Metres inland of the mean position by trend and season.
  double drift( double years ) const;
  double calved( int fjord, double across, double years ) const;

  const Landscape &mLandscape;
  FrontMotion mMotion;
  GradientNoise mShape;
};

} // namespace calving
