#pragma once

#include "model/base/parameter.h"
#include "model/extract/extractfronts.h"

namespace calving
{

//! MINIMUM_LENGTH, PIXEL_SIZE, TILE, MARGIN, STRIDE, RESAMPLE, NETWORK_PIXEL_SIZE and valueParameters().
Parameters extractParameters( ExtractOptions &options );

//! PRIOR.
Parameter priorParameter( PriorUse &prior );

} // namespace calving
