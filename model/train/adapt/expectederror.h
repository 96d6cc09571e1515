#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/train/trainandsee.h"

namespace calving
{

class PolygonScenes;

//! How a network is trained on some scenes and shown others: trainAndSee(), or what tests put in its place.
using SceneTraining =
    std::function<TrainedZones( SceneSource &source, const Split &split, const std::vector<int> &scenes,
                                const TrainOptions &options, const TrainOutputs &outputs, const Feedback & )>;

//! How well the front of a scene is met by a network that did not see its labels, and by the nearest label.
struct HiddenScene
{
  std::string name;
  std::string date;
  //! The scene nearest in time among those that the network saw, whose zones are copied.
  std::string copiedName;
  std::string copiedDate;
  //! See FrontScores.
  Scores network;
  Scores copying;
  //! The scene with the true front and that of the network, its zones and the network's; the same of copying.
  std::vector<Picture> pictures;
};

//! What error a model that was adapted to a glacier will have on other dates.
struct ExpectedError
{
  //! Empty where there were too few labels to leave one out.
  std::vector<HiddenScene> scenes;
  //! Dates that have labels.
  int dates = 0;
  //! Of all scenes left out together, as the benchmark pools them.
  Scores network;
  Scores copying;

  bool isKnown() const { return !scenes.empty(); }
  //! By the rank of FrontScores, where a missing front counts as a bad one. REQUIRES: isKnown().
  bool beatsCopying() const { return network.rank < copying.rank; }
};

//! With labels of fewer dates no error can be expected.
constexpr std::size_t fewestDates = 3;

//! The scenes of \a scenes by their dates, the earliest first.
std::vector<std::vector<int>> scenesByDate( const PolygonScenes &scenes );

//! Which of so many dates are left out in turn: all of three, of more three that lie evenly among them.
//! REQUIRES: fewestDates at least.
std::vector<std::size_t> datesLeftOut( std::size_t dates );

/**
 * Leaves the labels of dates out in turn, all scenes of a date together, trains on the others with \a
 * options, and compares the network's fronts on them, and those of the label nearest in time, with the true
 * ones.
 *
 * Without fewestDates nothing is known, and nothing trained. Throws what \a train throws; Cancelled where a
 * training was cancelled.
 */
ExpectedError leaveOneOut( PolygonScenes &scenes, const TrainOptions &options, const SceneTraining &train,
                           const Feedback &feedback );

//! The sentence that matters most: how far the model will lie off, and whether it is better than copying.
std::string verdictOn( const ExpectedError &expected );

} // namespace calving
