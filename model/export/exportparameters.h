#pragma once

#include "model/base/parameter.h"
#include "model/export/exportfronts.h"

namespace calving
{

//! SCHEMA, GLACIER_ID, QUALITY_FLAG, AUTHOR, and of closing DIRECTION and LONGEST_GAP.
Parameters exportParameters( ExportOptions &options );

} // namespace calving
