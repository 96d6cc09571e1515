#pragma once

#include "model/sar/calibration/calibratedpicture.h"
#include "model/sar/geometry/radargeometry.h"

namespace calving
{

//! How a part of a picture is cut out, across and along the track.
struct PartRules
{
  //! It begins at multiples of these.
  std::array<int, 2> multiple;
  //! Pixels around what is asked for: filters and interpolation look beyond the edge.
  std::array<int, 2> margin;
};

/**
 * The part of a picture of \a geometry that shows \a area, whatever its height from \a lowest to \a highest
 * (m above the ellipsoid), with some pixels around it.
 * It begins where \a rules say, so that averages of neighbours do not depend on the area.
 *
 * Throws Error if the picture shows nothing of it. REQUIRES: \a area is not empty.
 */
Window windowOf( const std::vector<LonLat> &area, const RadarGeometry &geometry, double lowest,
                 double highest, const PartRules &rules );

//! The part \a window of \a source.
std::shared_ptr<const BlockSource> cropped( std::shared_ptr<const BlockSource> source, const Window &window );

} // namespace calving
