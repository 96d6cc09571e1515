#pragma once

#include <string>

#include "model/sar/geometry/radarframe.h"

namespace calving
{

//! \a frame as XML, every number to its last bit.
std::string toXml( const RadarFrame &frame );

//! Reads what toXml() wrote; \a name is for messages. Throws Error where it is not as it should be.
RadarFrame parseRadarFrame( const std::string &xml, const std::string &name );

} // namespace calving
