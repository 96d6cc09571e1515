#pragma once

#include <optional>
#include <string>

#include "model/base/parameter.h"

namespace calving
{

//! How a position is made of a front; METHOD in changeparameters.cpp says what each does.
enum class ChangeMethod
{
  Centreline,
  MultiCentreline,
  ExtrapolatedCentreline,
  CurvilinearBox,
  VariableBox,
  RectilinearBox
};

//! "rectilinear box"
std::string nameOf( ChangeMethod method );
//! Whether it measures along a centreline.
bool asksForCentreline( ChangeMethod method );

struct ChangeOptions
{
  ChangeMethod method = ChangeMethod::RectilinearBox;
  //! Degrees clockwise from north, towards which the ice flows.
  std::optional<double> azimuth;
  //! Metres of the curvilinear box; 0: half the median width of the fronts.
  double boxWidth = 0;
  //! Metres between parallel centrelines.
  double spacing = 100;
  //! Metres between the points of a front of which the extrapolated centreline makes a mean.
  double step = 10;
  //! How far, as a share of the box's width, an end of a front is joined with the side of the box.
  double longestGap = 0.2;
  //! Mean distance in metres by which a front without an error of its own is off.
  std::optional<double> error;
  //! Metres of the mean thickness.
  double thicknessError = 50;
};

//! METHOD, DIRECTION, BOX_WIDTH, SPACING, LONGEST_GAP, STEP, ERROR and THICKNESS_ERROR.
Parameters changeParameters( ChangeOptions &options );

} // namespace calving
