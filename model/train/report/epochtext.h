#pragma once

#include <string>

#include "model/train/report/trainresult.h"

namespace calving
{

//! What a line of the log tells besides the epoch's record.
struct EpochProgress
{
  //! Epochs that are planned; 0: as many as the time allows.
  int epochs = 0;
  //! Processes that train together.
  int processes = 1;
  double secondsLeft = 0;
};

//! The sentence that the user reads at the end of an epoch: losses, the first three figures, speed, time
//! left.
std::string epochText( const EpochRecord &record, const EpochProgress &progress );

} // namespace calving
