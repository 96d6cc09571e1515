#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/train/descent/schedule.h"
#include "model/train/report/trainresult.h"

namespace calving
{

//! Where a training stands, besides its tensors: all that a checkpoint needs to go on as if nothing had
//! happened.
struct TrainState
{
  //! What must be the same when the training goes on.
  std::string fingerprint;
  //! Finished epochs.
  int epoch = 0;
  //! Steps of the optimiser so far, in all epochs and in the unfinished one.
  std::uint64_t step = 0;
  int stepInEpoch = 0;
  //! Sum of the losses of the steps in the unfinished epoch.
  double lossSum = 0;
  double seconds = 0;
  ScheduleState schedule;
  bool hasBest = false;
  Scores best;
  int bestEpoch = 0;
  int epochsSinceBest = 0;
  std::vector<EpochRecord> history;
};

std::string trainStateToJson( const TrainState &state );
//! Throws Error, naming \a origin, if \a json is not what trainStateToJson() wrote.
TrainState trainStateFromJson( const std::string &json, const std::string &origin );

} // namespace calving
