#pragma once

#include "model/sar/geometry/radarframe.h"
#include "model/sar/product/annotation.h"

namespace calving
{

/**
 * The frame of the image that \a annotation describes: a GRD or an SLC of stripmap mode.
 *
 * The orbit is the annotation's own; replace it to use an orbit file. REQUIRES: no bursts.
 */
RadarFrame radarFrame( const Annotation &annotation );

//! See RadarFrame::bistaticReference: the median over the geolocation grid. For SLC with bursts too.
double bistaticReference( const Annotation &annotation );

} // namespace calving
