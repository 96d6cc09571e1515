#pragma once

#include "model/scene/zone.h"
#include "model/simulate/product/radarground.h"

namespace calving
{

/**
 * How a zone scatters on the whole, at height 0; radar shadow counts as rock.
 *
 * Near the means of Backscatter: rock -11 dB, glacier -10 dB, ocean -18 dB; cross-polarised 8, 6 and 12 dB
 * less.
 */
GroundCell cellOf( Zone zone );

} // namespace calving
