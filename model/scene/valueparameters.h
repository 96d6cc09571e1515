#pragma once

#include <string>

#include "model/base/parameter.h"
#include "model/scene/valuescaling.h"

namespace calving
{

//! VALUES, DB_MIN and DB_MAX: what the values of a scene are, and which become black and white.
Parameters valueParameters( ValueOptions &options );

//! Those of them that \a options hold, as "VALUES = power, DB_MIN = -25"; empty where all are left to the
//! scene.
std::string valueSettings( ValueOptions options );

} // namespace calving
