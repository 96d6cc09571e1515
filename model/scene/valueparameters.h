#pragma once

#include <optional>
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

//! What valueSettings() put into words; none where \a settings are no such words.
std::optional<ValueOptions> valuesFromSettings( const std::string &settings );

} // namespace calving
