#pragma once

#include <cstdint>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"
#include "model/scene/zonecoding.h"

namespace calving
{

//! Classes of \a window of band 1 of \a raster by \a table, row by row. "No data" is not available. Throws
//! Error for a code that the table lacks.
std::vector<std::uint8_t> readZones( const RasterReader &raster, const Window &window,
                                     const ZoneTable &table );

//! The whole of band 1 in the same way. Throws Cancelled, too.
RunLengthImage readZones( const RasterReader &raster, const ZoneTable &table, const Feedback &feedback );

//! The same by \a coding; Automatic: what the raster alone tells, with the survey's warning, and one where
//! there is no ocean.
RunLengthImage readZones( const RasterReader &raster, ZoneCoding coding, const Feedback &feedback );

} // namespace calving
