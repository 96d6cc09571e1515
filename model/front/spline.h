#pragma once

#include <cstddef>
#include <vector>

#include "model/geometry/nearestsegment.h"

namespace calving
{

//! Farthest that boundedSpline() moves a point, in pixels.
constexpr double splineBound = 0.45;
//! Farthest that thinned() lets a line stray, in pixels. With splineBound it makes half a pixel.
constexpr double thinningBound = 0.05;

/**
 * Moves \a points, which are about a pixel apart, so that the line through them bends least.
 *
 * Minimises the sum of |p[i-1] - 2 p[i] + p[i+1]|^2 + 0.01 |p[i] - points[i]|^2 under |p[i] - points[i]| <=
 * splineBound by projected over-relaxation: waves shorter than some 20 pixels go, longer ones stay.
 */
std::vector<Point> boundedSpline( const std::vector<Point> &points, bool closed );

/**
 * Numbers of the points that are left when the line strays at most thinningBound from what it was.
 *
 * The ends and the points that are \a fixed stay. A closed line has its first point again at its end.
 */
std::vector<std::size_t> thinned( const std::vector<Point> &points, const std::vector<bool> &fixed );

} // namespace calving
