#pragma once

#include "model/sar/geometry/orbit.h"
#include "model/sar/product/annotation.h"

namespace calving
{

/**
 * The orbit of an annotation's own state vectors.
 *
 * IPF 2.36 rounds the times of these vectors to a millisecond (3.8 m along the track), but not those of its
 * geolocation grid. Where all vectors lie at the same whole millisecond, though not at whole seconds, the
 * orbit is therefore moved by the mean difference to the grid.
 */
Orbit annotationOrbit( const Annotation &annotation );

} // namespace calving
