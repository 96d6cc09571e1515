#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace calving
{

class ImageSource;

//! Which scenes judge the network instead of training it.
struct SplitOptions
{
  //! What stays together where a share of the scenes validates.
  enum class By
  {
    //! Scenes of one glacier and date, which show the same front; such groups are drawn at random.
    GlacierDate,
    //! Whole glaciers, drawn at random: no optical image is on both sides.
    Glacier,
    //! Scenes of one date: the latest dates of each glacier validate.
    Time
  };

  //! Glaciers held out for validation. Empty: those scenes that the data set itself keeps for validation;
  //! where it keeps none, a share of them.
  std::vector<std::string> holdout;
  //! Share of the scenes, in [0, 1), for validation where no glacier is held out: by Glacier and Time at
  //! most, by GlacierDate at least. 0: none.
  double fraction = 0.1;
  By by = By::GlacierDate;
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
 * Throws Error where there are no scenes, a glacier is unknown, a share is out of range, or nothing would be
 * left to train on or to validate with.
 */
Split splitScenes( const ImageSource &source, const SplitOptions &options );

} // namespace calving
