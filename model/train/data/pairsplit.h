#pragma once

#include <string>
#include <vector>

#include "model/train/data/split.h"

namespace calving
{

class PairSource;

//! Which unlabelled scenes judge the network instead of training it.
struct PairSplitOptions
{
  //! By what scenes are kept apart: all scenes of a glacier share one optical image.
  enum class By
  {
    Glacier,
    Time
  };

  //! Glaciers held out. Empty: the scenes that the data set itself keeps for validation; where it keeps none,
  //! a share of them.
  std::vector<std::string> holdout;
  //! Share of the scenes, in [0, 1), at most. 0: none.
  double fraction = 0.1;
  //! Glacier: whole glaciers, drawn at random. Time: the latest dates of each glacier.
  By by = By::Glacier;
  std::uint64_t seed = 1;
};

/**
 * Splits the scenes of \a source.
 *
 * Throws Error where there are no scenes, a glacier is unknown, a share is out of range, or nothing would be
 * left to train on or to validate with.
 */
Split splitPairs( const PairSource &source, const PairSplitOptions &options );

} // namespace calving
