#pragma once

#include "model/base/parameter.h"
#include "model/scene/preparedscene.h"

namespace calving
{

//! NETWORK_PIXEL_SIZE: the side of the pixels that a network sees; what it is by default, \a standard says.
Parameter networkPixelParameter( double &metres, const std::string &standard );

//! BAND, valueParameters() and NETWORK_PIXEL_SIZE: how rasters are prepared for a network, as extraction does it;
//! what the pixel size is by default, \a standardPixel says.
Parameters sceneInputParameters( SceneInput &input, const std::string &standardPixel =
                                                        "what the starting weights were trained on, else the "
                                                        "median of the rasters" );

} // namespace calving
