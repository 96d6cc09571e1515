#pragma once

#include "model/feedback.h"
#include "model/train/ranks/rankgroup.h"
#include "model/train/report/trainresult.h"
#include "model/train/trainingtask.h"
#include "model/train/trainoptions.h"

namespace calving
{

//! Who and what takes part in a training, on this rank. All of it outlives the training.
struct Training
{
  TrainingTask &task;
  RankGroup &group;
  const TrainOptions &options;
  //! Empty on all ranks but the first, which alone reads and writes files.
  const TrainOutputs &outputs;
  const Feedback &feedback;
};

} // namespace calving
