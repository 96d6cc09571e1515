#pragma once

namespace calving
{

/**
 * How far, in metres, a front may lie from where it lay \a days before or after: the scale of an exponential
 * distribution.
 *
 * 80 m, as two people draw one front, and 400 m in a year, growing by the power 0.6: between free wandering
 * (0.5) and steady retreat (1). Fitted by eye to the fronts of Jakobshavn, Dinsmoor-Bombardier-Edgeworth and
 * Jorum in CaFFe (30 to 140 m within two weeks, 70 to 480 m in half a year, 250 to 880 m in three years).
 */
double frontWander( double days );

} // namespace calving
