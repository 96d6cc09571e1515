#pragma once

#include <optional>

#include "model/simulate/gradientnoise.h"
#include "model/simulate/landscape.h"

namespace calving
{

//! A calving event large enough to take all of the front, which does not come back.
struct FrontLoss
{
  //! The first day without it: days since 1 January 2000.
  int day = 0;
  double metres = 0;
};

//! How calving fronts move.
struct FrontMotion
{
  //! Mean retreat in metres per year beside the loss; negative: advance.
  double retreatRate = 300;
  //! Half the distance between the spring maximum and the autumn minimum, in metres.
  double seasonalAmplitude = 200;
  //! The seasons of the southern hemisphere.
  bool southern = false;
  std::optional<FrontLoss> loss;
};

//! Metres inland by which whole fronts have moved; negative: advance.
struct FrontDrift
{
  //! 0 on 1 January 2020.
  double trend = 0;
  //! 0 in the mean of a year.
  double season = 0;
  //! Of the loss.
  double loss = 0;
  //! Their sum, as long as it is within 0.12 spans; beyond, it comes near 0.18 spans and never reaches them.
  double all = 0;
};

/**
 * The calving front of every fjord of a landscape at any time.
 *
 * A front is a fractal line across the fjord. It follows a trend, the seasons, and calving: a loss that
 * lasts, if there is one, and events that bite bays which fill again within months.
 *
 * The mean position of a front is therefore not its drift alone. Its fractal shape changes within one to two
 * years; of six bays a year each takes some 2 % of the fjord's half width in the mean over the front, and is
 * filled to a third after 0.3 years. Together they move the mean by some 4.5 % of the half width (a standard
 * deviation), and bays hold it back by some 4 % in the mean over time; a bow, convex or concave, shifts it for
 * ever. None of these has a trend: over many years the mean position moves as the drift does, in metres along
 * the straight axis of the fjords, not along their bends.
 */
class FrontHistory
{
public:
  FrontHistory( const Landscape &landscape, const FrontMotion &motion );

  //! Metres along fjord \a fjord where the front lies at \a across, on \a day (days since 1 January 2000).
  double position( int fjord, double across, int day ) const;

  //! What of that is common to the front and all fronts.
  FrontDrift drift( int day ) const;

private:
  double calved( int fjord, double across, double years ) const;

  const Landscape &mLandscape;
  FrontMotion mMotion;
  GradientNoise mShape;
};

} // namespace calving
