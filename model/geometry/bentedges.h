#pragma once

#include "model/geometry/mappolygon.h"
#include "model/geometry/maptransform.h"

namespace calving
{

/**
 * \a ring transformed by \a way, with as many corners on each edge as keep it within \a tolerance (in the
 * unit of the target) of where the straight edge goes. Corners that have no counterpart are NaN.
 *
 * \a turn: 360 degrees in the target's unit where it has longitudes, which run on beyond 180 degrees (see
 * unwrap()) then; else 0.
 */
Ring bent( const Ring &ring, const MapTransform &way, double tolerance, double turn );

} // namespace calving
