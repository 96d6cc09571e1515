#pragma once

#include "model/base/parameter.h"
#include "model/series/extractseries.h"

namespace calving
{

//! What an extraction of a series asks for besides extractParameters().
Parameters seriesParameters( SeriesRequest &request );

} // namespace calving
