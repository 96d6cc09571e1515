#include "model/change/changeoptions.h"

namespace calving
{

std::string nameOf( ChangeMethod method )
{
  switch ( method )
  {
  case ChangeMethod::Centreline:
    return "centreline";
  case ChangeMethod::MultiCentreline:
    return "multi-centreline";
  case ChangeMethod::ExtrapolatedCentreline:
    return "extrapolated centreline";
  case ChangeMethod::CurvilinearBox:
    return "curvilinear box";
  case ChangeMethod::VariableBox:
    return "variable box";
  case ChangeMethod::RectilinearBox:
    return "rectilinear box";
  }
  return {};
}

bool asksForCentreline( ChangeMethod method )
{
  return method != ChangeMethod::RectilinearBox;
}

Parameters changeParameters( ChangeOptions &options )
{
  using Method = ChangeMethod;
  return {
      choice(
          "METHOD", shown( "Method" ), options.method,
          { { Method::RectilinearBox, "rectilinear" },
            { Method::Centreline, "centreline" },
            { Method::MultiCentreline, "multicentreline" },
            { Method::ExtrapolatedCentreline, "extrapolated" },
            { Method::CurvilinearBox, "curvilinear" },
            { Method::VariableBox, "variable" } },
          shown(
              "rectilinear: the ice in BOX, divided by its width (Moon and Joughin 2008). centreline: where "
              "the front first crosses CENTRELINE. multicentreline: the mean over lines parallel to it, "
              "as far as fronts reach. extrapolated: the mean over the front of the way along CENTRELINE, "
              "weighted by the inverse square of the distance (Lea et al. 2014); it damps change, as "
              "published. curvilinear: the ice in a box of constant width along CENTRELINE, divided by "
              "the width. variable: the same in a box as wide as each front (Lea 2018)." ) ),
      optional(
          number( "DIRECTION", shown( "Direction of flow (°)" ), options.azimuth, { 0, 360 },
                  shown( "Degrees clockwise from north at the glacier, towards which the ice flows. Without "
                         "it, OCEAN tells where the ocean is, else CENTRELINE, which is drawn from ice to "
                         "ocean, else fronts of this program, which have the ocean on their left." ) ) ),
      advanced( numberOrZero( "BOX_WIDTH", shown( "Width of the curvilinear box (m)" ), options.boxWidth,
                              { 1 }, shown( "Default: half the median width of the fronts." ) ) ),
      advanced( number( "SPACING", shown( "Spacing of parallel centrelines (m)" ), options.spacing, { 1 },
                        shown( "Of the multi-centreline method." ) ) ),
      advanced( number( "STEP", shown( "Step along fronts (m)" ), options.step, { 0.1 },
                        shown( "Of the extrapolated centreline method." ) ) ),
      advanced(
          percent( "LONGEST_GAP", shown( "Longest gap (% of the box's width)" ), options.longestGap,
                   shown( "An end of a front inside the box is joined straight with the nearest side of the "
                          "box, or with the next part of the front, if it is no farther. The attribute "
                          "closed_m says how many metres were added." ) ) ),
      advanced(
          optional( number( "ERROR", shown( "Error of fronts without their own (m)" ), options.error, { 0 },
                            shown( "The mean distance by which a front is off, for fronts whose attributes "
                                   "say none. Left empty, such fronts have no error." ) ) ) ),
      advanced( number( "THICKNESS_ERROR", shown( "Error of the thickness (m)" ), options.thicknessError,
                        { 0 }, shown( "Of the mean thickness of the ice gained or lost in a month." ) ) ),
  };
}

} // namespace calving
