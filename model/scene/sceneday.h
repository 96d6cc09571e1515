#pragma once

#include <optional>

#include "model/scene/scenename.h"

namespace calving
{

//! When a scene was taken, in days since 1 January 1970, UTC: noon where only the date is known; empty where
//! \a facts know none.
std::optional<double> sceneDay( const SceneFacts &facts );

} // namespace calving
