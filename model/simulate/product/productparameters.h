#pragma once

#include "model/base/parameter.h"
#include "model/simulate/product/simulateproduct.h"

namespace calving
{

//! A product of sceneDefaults().
ProductOptions productDefaults();

//! TYPE to PIXEL_SIZE: which product of which glacier.
Parameters productParameters( ProductOptions &options );
//! SIGMA0: a constant backscatter instead of a landscape.
Parameter sigma0Parameter( GivenGround &ground );
//! What few need; \a targetPower is the radar cross-section of point targets (dB of a m²).
Parameters rareProductParameters( ProductOptions &options, double &targetPower );

} // namespace calving
