#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/change/centreline.h"
#include "model/change/changeinput.h"
#include "model/change/changeoptions.h"
#include "model/change/flowdirection.h"
#include "model/change/glacierplane.h"
#include "model/change/measuringbox.h"
#include "model/change/monthlymass.h"
#include "model/change/seasonalfit.h"
#include "model/feedback.h"

namespace calving
{

inline constexpr double unknownNumber = std::numeric_limits<double>::quiet_NaN();

/**
 * One front and how it differs from those before it. Metres and square metres on the ground, years of 365.25
 * days; NaN: unknown.
 *
 * Errors are standard deviations. The error of a front is the mean distance by which it is off; normal errors
 * with that mean have a standard deviation of √(π/2) = 1.25 times as much, and a front is taken to be off as
 * a whole, which bounds the error of its mean position from above. So the position's error is 1.25 error_m,
 * the area's that times the width of the box, a difference's the root of the sum of both squares, and a
 * rate's the difference's divided by the years.
 */
struct ChangeRow
{
  DatedFront front;
  FrontShape shape;
  //! Why there is no position, in words that follow “the front”; empty where there is one.
  std::string note;
  //! Along the glacier, from the start of the centreline or the upstream side of the box; advance is
  //! positive.
  double position = unknownNumber;
  double positionError = unknownNumber;
  //! Since the first front.
  double sinceFirst = unknownNumber;
  //! \name Since the front before.
  //!@{
  double change = unknownNumber;
  double changeError = unknownNumber;
  double years = unknownNumber;
  double rate = unknownNumber;
  double rateError = unknownNumber;
  double areaChange = unknownNumber;
  double areaChangeError = unknownNumber;
  double gained = unknownNumber;
  double lost = unknownNumber;
  //!@}
  //! Of the ice in the box on which areas are compared.
  double area = unknownNumber;
  double areaError = unknownNumber;
  //! By which an area was divided for the position.
  double boxWidth = unknownNumber;
  //! Parts into which the front cuts that box; 0: none.
  int parts = 0;
  //! Metres added to reach the sides.
  double closed = unknownNumber;
  bool isAmbiguous = false;
  //! \name The seasonal fit, the 95 % interval of the fit, and how far the front lies from it.
  //!@{
  double fit = unknownNumber;
  double fitLow = unknownNumber;
  double fitHigh = unknownNumber;
  double residual = unknownNumber;
  //!@}
  //! \name What a calving event took away for good since the front before (see SeasonalFit); NaN: there was
  //! none.
  //!@{
  double event = unknownNumber;
  double eventError = unknownNumber;
  //!@}

  bool isMeasured() const { return note.empty(); }
};

//! What was gained or lost in one piece between two fronts.
struct ChangePolygon
{
  bool isGained = false;
  //! On the plane.
  MapPolygon polygon;
  double area = 0;
  //! Rows of the fronts between which that happened.
  std::size_t from = 0;
  std::size_t to = 0;
};

struct GlacierChange
{
  std::string glacier;
  ChangeMethod method = ChangeMethod::RectilinearBox;
  std::shared_ptr<const GlacierPlane> plane;
  //! That of the first front.
  std::string crs;
  FlowDirection flow;
  std::optional<Centreline> centreline;
  //! On which areas are compared; none where fronts have too little in common for a box.
  std::optional<MeasuringBox> box;
  std::vector<ChangeRow> rows;
  std::vector<ChangePolygon> polygons;
  //! Of positions.
  std::optional<SeasonalFit> fit;
  //! Empty without a thickness.
  std::vector<MonthlyMass> months;
  //! Sentences on what was done: the box, the direction, what was closed or left out.
  std::vector<std::string> remarks;
};

/**
 * Measures the change of all glaciers in \a input.
 *
 * Throws Error, one sentence that says what to do, where nothing can be measured: as frontsByGlacier(),
 * flowDirection() and Centreline do, and where no front meets the box or the centreline. Of several glaciers,
 * one that cannot be measured is left out with a warning. Single fronts that cannot be measured keep their
 * row and a note, and are warned of.
 */
std::vector<GlacierChange> measureChange( const ChangeInput &input, const ChangeOptions &options,
                                          const Feedback &feedback );

} // namespace calving
