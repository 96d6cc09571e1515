#pragma once

#include "model/base/utctime.h"
#include "model/sar/geometry/vector3.h"

namespace calving
{

//! Where the satellite is at a time: Earth-fixed position in metres and velocity in metres per second.
struct StateVector
{
  UtcTime time;
  Vector3 position{};
  Vector3 velocity{};
};

} // namespace calving
