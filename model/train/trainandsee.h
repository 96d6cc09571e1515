#pragma once

#include <cstdint>
#include <vector>

#include "model/feedback.h"
#include "model/train/data/split.h"
#include "model/train/report/trainresult.h"
#include "model/train/trainoptions.h"

namespace calving
{

class SceneSource;

//! How a training ended, and what its network then sees.
struct TrainedZones
{
  TrainResult result;
  //! Classes 0..3 of each whole scene that was asked for, row by row, in the order asked.
  std::vector<std::vector<std::uint8_t>> zones;
};

/**
 * Trains Tyrion on the training scenes of \a split, as finetune() does, and shows the kept network \a scenes
 * of \a source, whether it learned them or not.
 *
 * The network has the size of the starting weights, where there are some. A training that was cancelled shows
 * none. REQUIRES: the side of the crops is known. Throws as finetune().
 */
TrainedZones trainAndSee( SceneSource &source, const Split &split, const std::vector<int> &scenes,
                          const TrainOptions &options, const TrainOutputs &outputs,
                          const Feedback &feedback );

} // namespace calving
