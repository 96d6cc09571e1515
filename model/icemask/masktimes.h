#pragma once

#include <vector>

#include "model/icemask/icemaskoptions.h"

namespace calving
{

//! When a mask is of, and from when to when it stands for; days since 1 January 2000.
struct MaskTime
{
  double at = 0;
  double begin = 0;
  double end = 0;
};

/**
 * The times that \a options ask for of fronts at \a fronts (days since 1 January 2000, in order).
 *
 * A month's mask is of its middle. Without a start and an end these are the months whose middles lie between
 * the first and the last front; where there is none, the month of the first front. Other times stand for the
 * time halfway to their neighbours; the first and the last as far on their other side, a single one for its
 * day. Throws Error, naming the text, for what is no time, and where there are more than 10,000.
 */
std::vector<MaskTime> maskTimes( const IceMaskOptions &options, const std::vector<double> &fronts );

} // namespace calving
