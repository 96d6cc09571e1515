#pragma once

#include "model/base/parameter.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

//! A scene of 1 July 2020.
SceneOptions sceneDefaults();

//! Which scene to simulate: what is chosen every day, and what few need.
Parameters sceneParameters( SceneOptions &options );
Parameters rareSceneParameters( SceneOptions &options );

//! GLACIERS of a training set.
Parameter glaciersParameter( int &glaciers );

} // namespace calving
