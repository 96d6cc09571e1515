#pragma once

#include "model/base/parameter.h"
#include "model/sar/picture/backscatterunit.h"
#include "model/sar/picture/sarpicture.h"

namespace calving
{

//! UNIT, DB_MIN and DB_MAX: how backscatter is stored.
Parameters unitParameters( BackscatterUnit &unit, DecibelWindow &window );
//! UNIT of what is stored in radar geometry: power or decibels.
Parameter radarUnitParameter( BackscatterUnit &unit );
//! VALUES: what the values of a raster are.
Parameter sarValuesParameter( SarValues &values );

} // namespace calving
