#pragma once

#include <string>

#include "model/raster/raster.h"
#include "model/scene/zonecoding.h"

namespace calving
{

//! The codes that the file or its user declares to stand for no data.
ZoneCodes declaredCodes( const RasterReader &raster );

//! A warning where one of the codes \a declared no data of the zones \a source is by \a table what fronts are
//! made of; else empty.
std::string hiddenZone( const std::string &source, const ZoneCodes &declared, const ZoneTable &table );

} // namespace calving
