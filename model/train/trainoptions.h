#pragma once

#include <cstdint>
#include <string>

#include "model/compute.h"
#include "model/train/data/sampler.h"
#include "model/train/descent/optimiseroptions.h"
#include "model/train/descent/schedule.h"
#include "model/train/ranks/ranks.h"

namespace calving
{

//! Which part of the starting weights is used.
enum class Transfer
{
  EncoderAndDecoder,
  Encoder
};

//! All that decides the result of a training, but the scenes.
struct TrainOptions
{
  //! "tyrion", "small" or "tiny".
  std::string size = "tiny";
  //! Model file to start from; empty: random weights.
  std::string startPath;
  //! Whether a checkpoint holds all weights: those of startPath are named in reports, not read.
  bool resumes = false;
  Transfer transfer = Transfer::EncoderAndDecoder;
  SampleOptions samples;
  //! Samples per forward and backward pass of one process, and passes per step of the optimiser.
  int batch = 16;
  int accumulate = 1;
  //! Samples per epoch; 0: as many as cover the area of all scenes once, at least ten steps.
  int samplesPerEpoch = 0;
  //! The training ends after this many epochs or minutes, whichever comes first; 0: no limit.
  int epochs = 150;
  double minutes = 0;
  OptimiserOptions optimiser;
  ScheduleOptions schedule;
  //! Epochs without a better validation after which the training ends; 0: never.
  int patience = 0;
  double dropout = 0.1;
  //! Compute activations again in the backward pass instead of keeping them: less memory, more time.
  bool recompute = false;
  bool freezeEncoder = false;
  //! Learning rate of each encoder block relative to the one after it.
  double layerRateFactor = 1.0;
  //! Decay of a running average of the weights, which is then what is validated and kept; 0: none.
  double averaging = 0;
  //! Epochs between validations.
  int validateEvery = 1;
  //! Side of the network's input when it is validated; 0: that of the crops, as published. A larger one is
  //! faster.
  int validationSide = 0;
  //! Minutes between two checkpoints, within epochs, too (one process); 0: after every epoch. One is always
  //! written at the end.
  double checkpointMinutes = 5;
  ComputeOptions compute;
  int loaderThreads = 0;
  //! The processes that train together.
  Ranks ranks;
  //! What the model card says about the data and how the training was started.
  std::string dataDescription;
  std::string command;
};

//! Samples from one step of the optimiser to the next, over all processes.
inline int samplesPerStep( const TrainOptions &options )
{
  return options.batch * options.accumulate * options.ranks.count;
}

//! Throws Error, naming the option, for any value out of range.
void requireValid( const TrainOptions &options );

//! Sets the ranks of \a options from this process's environment, and threads that nobody chose to its share
//! of the machine.
void joinRanks( TrainOptions &options );

} // namespace calving
