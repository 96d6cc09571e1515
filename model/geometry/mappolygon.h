#pragma once

#include <array>
#include <vector>

namespace calving
{

//! Corners (x, y) of a closed line of straight edges; the last one is the first one again.
using Ring = std::vector<std::array<double, 2>>;

//! A polygon on a map: its outline, then its holes.
using MapPolygon = std::vector<Ring>;

} // namespace calving
