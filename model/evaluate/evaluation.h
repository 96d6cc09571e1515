#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/evaluate/sceneevaluation.h"

namespace calving
{

//! Name of the group of scenes that do not say what they are.
inline constexpr const char *unknownName = "unknown";

//! Scores of a group of scenes.
struct GroupScores
{
  //! "all", "glacier", "season", "sensor", "resolution", or two of them: "glacier, season".
  std::string kind;
  //! The group's value, e.g. "Crane" or "Crane, winter".
  std::string name;
  FrontSummary fronts;
  //! 95 % interval of the mean distance error over the scenes of the group (percentile bootstrap); NaN where
  //! none.
  double low = 0;
  double high = 0;
  //! Mean over the scenes that have zones.
  std::optional<ZoneScores> zones;
};

struct BootstrapOptions
{
  int resamples = 1000;
  std::uint64_t seed = 1;
};

//! What distances count where the scores of all \a scenes are asked for.
Counting countingOf( const std::vector<SceneEvaluation> &scenes );

//! The scores of all scenes, of each glacier, season, sensor and resolution, and of each pair of these.
std::vector<GroupScores> groupScores( const std::vector<SceneEvaluation> &scenes,
                                      const BootstrapOptions &options );

//! The scores of one scene, as a group of kind "scene".
GroupScores sceneScores( const SceneEvaluation &scene );

//! \name Reports. Each throws Error, naming the path, if it cannot be written.
//!@{
void writeEvaluationCsv( const std::string &path, const std::vector<SceneEvaluation> &scenes,
                         const std::vector<GroupScores> &groups );
void writeEvaluationReport( const std::string &path, const std::vector<SceneEvaluation> &scenes,
                            const std::vector<GroupScores> &groups );
//!@}

//! Columns of the table, and the values of one row in the same order; text first ("kind", "name"), then
//! numbers.
std::vector<std::string> evaluationColumns();
std::vector<double> evaluationNumbers( const GroupScores &scores );

} // namespace calving
