#pragma once

#include "model/sar/speckle/neighbourhood.h"
#include "model/sar/speckle/specklefilter.h"

namespace calving
{

//! Filters one block into \a filtered (row by row). REQUIRES: the area's radius is filterRadius( options ).
using BlockFilter = void ( * )( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );

//! Mean of the window.
void boxcarFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! Upper median of the window.
void medianFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! w I + (1 - w) m with w = 1 - Cu^2 / Ci^2, 0 where Ci < Cu.
void leeFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! The same with w = (1 - Cu^2 / Ci^2) / (1 + Cu^2).
void kuanFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! Maximum a posteriori under gamma-distributed scene and speckle; the mean below Cu, the pixel above sqrt(2)
//! Cu.
void gammaMapFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! Mean weighted by exp(-k D Ci^2), D the distance to the centre.
void frostFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! Lee's minimum mean square error in the half window that lies along the strongest edge.
void refinedLeeFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );
//! Minimum mean square error over the pixels inside the sigma range; bright point targets are kept.
void leeSigmaFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered );

} // namespace calving
