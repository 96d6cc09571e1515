#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "model/geometry/nearestsegment.h"
#include "model/icemask/fjord.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * Metres from the centres of pixels to the front of one fjord: negative on the side of the ice.
 *
 * Exact to rounding, on the plane of the map. Outside the wider fjord a pixel is on the side on which the
 * nearest place in it is.
 */
class SignedDistance
{
public:
  //! REQUIRES: the fjord holds the centre of some pixel.
  SignedDistance( const Fjord &fjord, const RasterGrid &grid );

  //! Row by row, for the front that cuts the wider fjord as \a cut. \a poll is called between rows, and may
  //! throw.
  std::vector<float> of( const BoxCut &cut, const std::function<void()> &poll ) const;

private:
  RasterGrid mGrid;
  //! Of the wider fjord.
  NearestSegment mOutline;
  //! For each pixel itself where its centre lies in the wider fjord, else the one nearest to it there.
  std::vector<std::uint32_t> mNearest;
};

//! Metres from the centres of the pixels of \a grid to the edge of \a polygons: positive inside, infinite
//! where there is no edge but on \a frame, which is none.
std::vector<float> distanceInside( const std::vector<MapPolygon> &polygons, const std::vector<Segment> &frame,
                                   const RasterGrid &grid, const std::function<void()> &poll );

} // namespace calving
