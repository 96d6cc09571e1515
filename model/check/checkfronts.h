#pragma once

#include <string>
#include <vector>

#include "model/check/checkinput.h"
#include "model/check/checkoptions.h"
#include "model/check/frontrules.h"
#include "model/check/outlierfence.h"
#include "model/feedback.h"

namespace calving
{

//! What was found among the fronts of one glacier.
struct GlacierCheck
{
  std::string glacier;
  int fronts = 0;
  int flagged = 0;
  //! In the order of CheckRule: how many fronts each rule speaks against, and what it took as usual; open
  //! where it judged nothing.
  std::array<int, ruleCount> counts{};
  std::array<Fence, ruleCount> fences{};
  //! Sentences on what could not be judged.
  std::vector<std::string> remarks;

  //! Counts and limits in a sentence or two.
  std::string summary() const;
};

struct CheckedFronts
{
  //! One for each front of the input, in its order.
  std::vector<FrontVerdict> verdicts;
  std::vector<GlacierCheck> glaciers;
};

/**
 * Holds each front of \a input against the others of its glacier and against what is known of place and
 * scene. Nothing is changed or left out: a flag says where to look.
 *
 * What is usual is learnt from each glacier's own fronts by outlierFence(), unless \a options say it:
 * roughness (meanCurvature() over its median), length (lengthRatios(); shorter and longer alike), jumps of
 * area (UnconfirmedJumps; the fence is that of usual changes), metres outside the fjord, and what scenes say
 * alone. Where there are twenty fronts of Sentinel-2, roughness and length of Sentinel-1 are judged by these,
 * as AutoTerm does. No limit is narrower than what lines resolve, twice the spacing of their vertices, and 5
 * % of length. Repetitions (markTwins()) are no part of the series that others are held against.
 *
 * With fewer than fewestForFence fronts of a glacier, only rules that need no series are judged; so are
 * fronts without a date, of which it warns. Throws Error as requireMeasurable() and momentsOf() do, and where
 * polygons or scenes cannot be read; of several glaciers, one that cannot be checked is warned of.
 */
CheckedFronts checkFronts( const CheckInput &input, const CheckOptions &options, const Feedback &feedback );

} // namespace calving
