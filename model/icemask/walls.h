#pragma once

#include <vector>

#include "model/change/frontshape.h"
#include "model/geometry/mappolygon.h"
#include "model/icemask/flowaxes.h"

namespace calving
{

//! The share of the length of fronts, cut into \a pieces, that lies in \a polygon.
double shareInside( const MapPolygon &polygon, const std::vector<FrontSample> &pieces );

/**
 * The lines \a drawn (of a map) as walls that part what lies between \a back and \a front metres along the
 * flow.
 *
 * Free ends are drawn on straight along the flow, or against it, to beyond these. Of a closed line round most
 * of the pieces \a fronts, the outline of a fjord, only the two sides along the flow stay, drawn on as well:
 * between the two corners that lie farthest upstream and the two farthest towards the ocean. Ends within \a
 * touch metres of another wall are not free.
 */
std::vector<Line> wallsAlong( const std::vector<Line> &drawn, const std::vector<FrontSample> &fronts,
                              const FlowAxes &axes, double back, double front, double touch );

} // namespace calving
