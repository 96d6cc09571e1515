#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace calving
{

class SceneSource;

//! Which scenes judge the network instead of training it.
struct SplitOptions
{
  //! Glaciers held out for validation. Empty: a random share of the scenes.
  std::vector<std::string> holdout;
  //! Share of the scenes, in [0, 1), for validation where no glacier is held out. 0: none.
  double fraction = 0.1;
  //! Share of the other scenes, in (0, 1], that training may use: what fewer labels would give.
  double trainingShare = 1.0;
  std::uint64_t seed = 1;
};

//! Numbers of scenes, in ascending order.
struct Split
{
  std::vector<int> training;
  std::vector<int> validation;
  //! One sentence for the model card and the log.
  std::string description;
};

/**
 * Splits the scenes of \a source.
 *
 * Scenes of one glacier and date never come apart: they show the same front. Throws Error where there are no
 * scenes, a glacier is unknown, a share is out of range, or nothing would be left to train on or to validate
 * with.
 */
Split splitScenes( const SceneSource &source, const SplitOptions &options );

} // namespace calving
