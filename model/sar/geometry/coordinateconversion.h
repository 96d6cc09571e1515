#pragma once

#include <vector>

#include "model/base/utctime.h"

namespace calving
{

/**
 * Ground range to slant range and back, around the time \a azimuthTime.
 *
 * slant = sum of groundToSlant[k] * (ground - groundOrigin)^k; ground = sum of slantToGround[k] * (slant -
 * slantOrigin)^k; metres.
 */
struct CoordinateConversion
{
  UtcTime azimuthTime;
  double slantOrigin = 0;
  double groundOrigin = 0;
  std::vector<double> slantToGround;
  std::vector<double> groundToSlant;
};

} // namespace calving
