#pragma once

#include "model/base/parameter.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! VALUES, DB_MIN and DB_MAX: what the values of a scene are, and which become black and white.
Parameters valueParameters( ValueOptions &options );

} // namespace calving
