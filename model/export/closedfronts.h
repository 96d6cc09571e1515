#pragma once

#include <string>
#include <vector>

#include "model/change/changeinput.h"
#include "model/change/changeoptions.h"
#include "model/feedback.h"

namespace calving
{

//! The ocean before a front.
struct ClosedLine
{
  //! The lines that the front is made of, by their numbers among those of the input.
  std::vector<std::size_t> records;
  //! One, or more where the front leaves the fjord and comes back.
  std::vector<MapPolygon> ocean;
};

/**
 * What of the fjord lies on the ocean's side of each front of \a input, in the system \a crs: the closed
 * polygons of CALFIN and TermPicks.
 *
 * The fjord is that of the polygons \a input.boxes which most fronts of a glacier meet. All lines of one
 * glacier, moment and image cut it together, as cutBox() does; an end of a front that stops short of the
 * fjord's sides is joined straight with them, by \a options.longestGap of its width at most. The side of the
 * ocean is told by \a options.azimuth, \a input.ocean, or fronts of this program (see flowDirection()).
 *
 * Fronts that do not part the fjord are left out with a warning that says why. Throws Error where none does,
 * where nothing tells the side of the ocean, and as frontsByGlacier() does. REQUIRES: there are boxes.
 */
std::vector<ClosedLine> closedFronts( const ChangeInput &input, const ChangeOptions &options,
                                       const std::string &crs, const Feedback &feedback );

} // namespace calving
