#pragma once

#include "model/simulate/placement.h"
#include "model/simulate/shadow.h"

namespace calving
{

//! Where the sun stands when Sentinel-2 passes.
struct SunPosition
{
  //! Degrees above the horizon; at least 25, so that a scene of the dark months shows its ground too.
  double elevation = 35;
  //! Degrees clockwise from the top of the map.
  double azimuth = 160;

  RayDirection rays() const;
};

//! The sun at 10:30 local solar time of \a day (days since 1 January 2000). Accurate to a degree (Cooper
//! 1969).
SunPosition sunOn( int day, const Placement &placement );

} // namespace calving
