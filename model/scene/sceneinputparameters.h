#pragma once

#include "model/base/parameter.h"
#include "model/scene/preparedscene.h"

namespace calving
{

//! NETWORK_PIXEL_SIZE: the side of the pixels that a network sees; what it is by default, \a standard says.
Parameter networkPixelParameter( double &metres, const std::string &standard );

//! BAND, valueParameters() and NETWORK_PIXEL_SIZE: how a training prepares its rasters, as extraction does.
Parameters sceneInputParameters( SceneInput &input );

} // namespace calving
