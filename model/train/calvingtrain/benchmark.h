#pragma once

#include "model/train/calvingtrain/settings.h"

namespace calving
{

/**
 * Prints the speed of the loader alone, of forward plus backward and of a whole training step, beside the
 * rate of a plain convolution on the same device, the costliest operations, and how far bfloat16 takes the
 * gradient from float32's.
 */
int benchmark( Settings &settings );

} // namespace calving
