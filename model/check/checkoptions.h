#pragma once

#include <optional>

#include "model/base/parameter.h"

namespace calving
{

struct CheckOptions
{
  //! Interquartile ranges beyond the quartiles from which on a value is an outlier (see outlierFence()).
  double whiskers = 2;
  //! How many next fronts may confirm a jump of area: of an optical front, of one of Sentinel-1.
  int confirmOptical = 5;
  int confirmRadar = 10;
  //! \name Limits instead of learnt ones; of an edge instead of two pixels, or twice the spacing of vertices.
  //!@{
  //! A multiple of the usual mean curvature.
  std::optional<double> roughness;
  //! By how much the longer of a front and its series is longer, in per cent.
  std::optional<double> lengthPercent;
  //! km²
  std::optional<double> jump;
  //! Metres.
  std::optional<double> edge;
  std::optional<double> outside;
  std::optional<double> single;
  //!@}
};

//! WHISKERS, CONFIRM_OPTICAL, CONFIRM_RADAR, MAX_ROUGHNESS, MAX_LENGTH_CHANGE, MAX_JUMP, MIN_EDGE,
//! MAX_OUTSIDE and MAX_SINGLE.
Parameters checkParameters( CheckOptions &options );

} // namespace calving
