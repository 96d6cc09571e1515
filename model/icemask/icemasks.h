#pragma once

#include <string>
#include <vector>

#include "model/change/changeinput.h"
#include "model/feedback.h"
#include "model/icemask/icemaskoptions.h"
#include "model/icemask/masktimes.h"
#include "model/raster/raster.h"

namespace calving
{

//! What masks are made of.
struct IceMaskInput
{
  //! Fronts, and what says where the ocean is.
  ChangeInput fronts;
  //! Lines or polygons.
  DrawnShapes walls;
  //! Polygons.
  DrawnShapes rock;
  DrawnShapes catchment;
};

//! The ice of one front in its fjord, as polygons of the map.
struct ClosedFront
{
  std::string glacier;
  std::string date;
  std::string imageId;
  std::vector<MapPolygon> ice;
};

struct IceMaskResult
{
  RasterGrid grid;
  std::vector<MaskTime> times;
  //! Of all fronts that part ice from ocean.
  std::vector<ClosedFront> closed;
  //! \name Square metres of the map under ice at the first and the last time.
  //!@{
  double firstIce = 0;
  double lastIce = 0;
  //!@}
};

/**
 * Writes the masks of \a input to the NetCDF file \a path (see MaskFile).
 *
 * A glacier's ice and ocean are told apart as measureChange() does: fronts cut the fjord between the walls,
 * the ocean lies where the ice flows to. All else is land, of which rock is what \a input says; without rock,
 * what lies beside the fjords and is not in the catchment. Distances are those of the map.
 *
 * Memory does not grow with the number of times. Throws Error, one sentence that says what to do, as
 * frontsByGlacier(), flowDirection(), maskGrid() and fjordsOf() do, and where no front reaches the walls;
 * single fronts that do not are left out with a warning.
 */
IceMaskResult writeIceMasks( const std::string &path, const IceMaskInput &input,
                             const IceMaskOptions &options, const Feedback &feedback );

} // namespace calving
